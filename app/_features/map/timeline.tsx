import { useFormatter, useTranslations } from 'use-intl';
import type { Alert } from '#core/alert';
import type { EpochMs } from '#core/kit';
import type { IncidentDetail } from '../../_lib/api/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import styles from './response-panel.module.css';
import { timelineWord } from './timeline-word.ts';

/** What has happened so far, the newest last; before there is an incident, as much as the alert itself tells. */
export function Timeline(props: { readonly alert: Alert; readonly incident: IncidentDetail | null }) {
  const { alert, incident } = props;
  const t = useTranslations('response');
  const localized = useLocalized();
  const lines =
    incident === null
      ? ownLines(alert).map((line) => ({ ...line, who: [] as string[] }))
      : incident.timeline.map(({ atMs, type, actorName, object }) => ({
          atMs,
          type,
          who: [object, actorName].flatMap((name) => (name === null ? [] : localized(name))),
        }));
  return (
    <>
      <h3 className={styles.section}>{t('timeline')}</h3>
      <ol className={styles.timeline} aria-live="polite">
        {lines.map(({ atMs, type, who }) => (
          <li key={`${atMs} ${type} ${who.join()}`}>
            <Time atMs={atMs} />
            <span>
              {t(`event.${timelineWord(type)}`)}
              {who.length > 0 && <em>{[...new Set(who)].join(' · ')}</em>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Time({ atMs }: { readonly atMs: EpochMs }) {
  const format = useFormatter();
  return <time>{format.dateTime(atMs, { timeStyle: 'medium', hourCycle: 'h23' })}</time>;
}

function ownLines({ raisedAtMs, state }: Alert): { readonly atMs: EpochMs; readonly type: string }[] {
  const raised = { atMs: raisedAtMs, type: 'alert.raised' };
  if (state.phase === 'routed') return [raised, { atMs: state.holder.sinceMs, type: 'alert.routed' }];
  if (state.phase === 'acknowledged') return [raised, { atMs: state.atMs, type: 'alert.acknowledged' }];
  return [raised];
}
