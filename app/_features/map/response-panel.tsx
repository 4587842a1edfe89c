import { useTranslations } from 'use-intl';
import type { Alert } from '#core/alert';
import { selectedAlertStore } from '../../_lib/alerts/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { squadStore, squadsOn } from '../../_lib/squads/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import { PriorityMark } from '../../_ui/priority-mark.tsx';
import { CloseIncident } from './close-incident.tsx';
import { ResponseClocks } from './response-clocks.tsx';
import styles from './response-panel.module.css';
import { SendSquad } from './send-squad.tsx';
import { SentSquads } from './sent-squads.tsx';
import { Timeline } from './timeline.tsx';
import { useIncident } from './use-incident.ts';
import type { Response } from './use-response-plan.ts';

/** The chosen alert: what and where, its clocks, whom to send, who is out, and what has happened so far. */
export function ResponsePanel(props: { readonly alert: Alert; readonly response: Response }) {
  const { alert, response } = props;
  const t = useTranslations();
  const localized = useLocalized();
  const sent = squadsOn(useStoreValue(squadStore.view), alert.incidentId);
  const incident = useIncident(alert.incidentId);
  const { place, details } = alert.subject;
  return (
    <section className={styles.panel} aria-label={t('response.label')}>
      <header className={styles.head}>
        <h2>
          <PriorityMark priority={alert.priority} size={14} />
          <span>{t(`alerts.kind.${alert.kind}`)}</span>
          <small>{t(`alerts.priority.${alert.priority}`)}</small>
        </h2>
        <button
          type="button"
          className={styles.close}
          aria-label={t('response.close')}
          title={t('response.close')}
          onClick={() => selectedAlertStore.set(null)}
        >
          <Icon name="close" size={14} />
        </button>
        <p>{[details, place].flatMap((text) => (text === null ? [] : localized(text))).join(' · ')}</p>
        <ResponseClocks alert={alert} sent={sent} />
      </header>
      <div className={styles.body}>
        {sent.length > 0 && <SentSquads sent={sent} />}
        <SendSquad alert={alert} response={response} isReinforcement={sent.length > 0} />
        {incident !== null && <CloseIncident incident={incident.incident} />}
        <Timeline alert={alert} incident={incident} />
      </div>
    </section>
  );
}
