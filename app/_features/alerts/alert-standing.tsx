import { useCallback } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Alert, holderOf, needsVerification } from '#core/alert';
import { deadlineOf, isWaiting, timeLeft } from '../../_lib/alerts/index.ts';
import { useUnit } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { squadStore, squadsOn } from '../../_lib/squads/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { durationText } from '../../_lib/time/index.ts';
import { Ticking } from '../../_ui/ticking.tsx';
import styles from './alert-row.module.css';

/** Where the alert stands: who holds it, who is on the way, how long until it climbs. */
export function AlertStanding({ alert }: { readonly alert: Alert }) {
  const t = useTranslations('alerts');
  const format = useFormatter();
  const squads = useSquads(alert);
  const holder = useHolderName(alert);
  const { state } = alert;
  const words: string[] = [];
  if (isWaiting(alert) && needsVerification(alert.kind)) words.push(t('verifyHint'));
  if (!alert.conditionActive) words.push(t('conditionEnded'));
  if (squads !== '') words.push(squads);
  else if (state.phase === 'acknowledged') words.push(t('acknowledged'));
  else if (state.phase === 'raised') words.push(t('routing'));
  if (state.phase === 'shelved') {
    const time = format.dateTime(state.untilMs, { timeStyle: 'short', hourCycle: 'h23' });
    words.push(t('shelvedUntil', { time, reason: state.reason }));
  } else if (holder !== null) words.push(t('heldBy', { name: holder }));
  return (
    <span className={styles.standing}>
      <span>{words.join(' · ')}</span>
      {state.phase === 'routed' && <TimeLeft alert={alert} />}
    </span>
  );
}

function TimeLeft({ alert }: { readonly alert: Alert }) {
  const t = useTranslations('alerts');
  const read = useCallback(
    (nowMs: number) => {
      const deadline = deadlineOf(alert);
      if (deadline.kind !== 'climbs' && deadline.kind !== 'answer') return { text: '' };
      const left = timeLeft(deadline.atMs, nowMs);
      if (left.isOver) return { text: '' };
      const word = deadline.kind === 'climbs' ? 'climbsIn' : 'answerIn';
      return { text: t(word, { time: durationText(left.ms) }) };
    },
    [alert, t],
  );
  return <Ticking className={styles.left} read={read} />;
}

/** `城关一组 途中`: the squads on the alert's incident, as one text, so that equal ones do not render again. */
function useSquads(alert: Alert): string {
  const t = useTranslations('assignment');
  const localized = useLocalized();
  return useStore(squadStore.view, (view) =>
    squadsOn(view, alert.incidentId)
      .map(({ squad, assignment }) =>
        assignment === null ? localized(squad.name) : `${localized(squad.name)} ${t(assignment.phase)}`,
      )
      .join(' · '),
  );
}

/** The name of who holds it; a unit above the user's own is not in their tree. */
function useHolderName(alert: Alert): string | null {
  const t = useTranslations('alerts');
  const localized = useLocalized();
  const holder = holderOf(alert);
  const unit = useUnit(holder?.orgUnitId ?? null);
  if (holder === null) return null;
  return unit === null ? t('higherUp') : localized(unit.name);
}
