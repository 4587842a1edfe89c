import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Assignment } from '#core/dispatch';
import type { EpochMs } from '#core/kit';
import { recallSquad } from '../../_lib/api/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import type { SquadStatus } from '../../_lib/squads/index.ts';
import { durationText } from '../../_lib/time/index.ts';
import { Ticking } from '../../_ui/ticking.tsx';
import styles from './response-panel.module.css';

/** Who is out for this incident, in what phase and since when. */
export function SentSquads({ sent }: { readonly sent: readonly SquadStatus[] }) {
  const t = useTranslations('response');
  return (
    <>
      <h3 className={styles.section}>{t('assigned')}</h3>
      <ul aria-live="polite">
        {sent.map(({ squad, assignment }) =>
          assignment === null ? null : <Sent key={squad.id} name={squad.name} assignment={assignment} />,
        )}
      </ul>
    </>
  );
}

function Sent(props: { readonly name: SquadStatus['squad']['name']; readonly assignment: Assignment }) {
  const { name, assignment } = props;
  const t = useTranslations();
  const localized = useLocalized();
  const mayDispatch = useMay('squad.dispatch');
  const [isFailed, setFailed] = useState(false);
  const { sinceMs } = assignment;
  const since = useCallback((nowMs: EpochMs) => ({ text: durationText(nowMs - sinceMs) }), [sinceMs]);
  return (
    <li className={styles.sent} data-phase={assignment.phase}>
      <b>{localized(name)}</b>
      <span>{t(`assignment.${assignment.phase}`)}</span>
      <Ticking className={styles.since} read={since} />
      {mayDispatch && (
        <button
          type="button"
          onClick={() => {
            setFailed(false);
            recallSquad(assignment.id).catch(() => setFailed(true));
          }}
        >
          {t('response.recall')}
        </button>
      )}
      {isFailed && (
        <p className={styles.problem} role="alert">
          {t('response.endFailed')}
        </p>
      )}
    </li>
  );
}
