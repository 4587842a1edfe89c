import { useCallback, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Assignment } from '#core/dispatch';
import { bearingDeg, distanceM, type LonLat } from '#core/geo';
import type { EpochMs } from '#core/kit';
import { timeLeft } from '../../_lib/alerts/index.ts';
import type { PatrolTask } from '../../_lib/api/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { durationText } from '../../_lib/time/index.ts';
import { PriorityMark } from '../../_ui/priority-mark.tsx';
import { Ticking } from '../../_ui/ticking.tsx';
import styles from './patrol-page.module.css';
import { takeStep } from './patrol-stores.ts';
import { mayDecline, nextStep } from './patrol-task.ts';

export interface TaskCardProps {
  readonly task: NonNullable<PatrolTask['task']>;
  /** Where the phone is. */
  readonly place: LonLat | null;
}

/** The task: what, where, how far, and the next step. */
export function TaskCard({ task, place }: TaskCardProps) {
  const t = useTranslations();
  const format = useFormatter();
  const localized = useLocalized();
  const { assignment, incident } = task;
  const step = nextStep(assignment.phase);
  const time = format.dateTime(incident.openedAtMs, { timeStyle: 'short', hourCycle: 'h23' });
  return (
    <section className={styles.task}>
      <p className={styles.priority}>
        <PriorityMark priority={incident.priority} size={18} /> {t(`alerts.priority.${incident.priority}`)}
        <span>{t('patrol.opened', { time })}</span>
      </p>
      <h1>{t(`alerts.kind.${incident.kind}`)}</h1>
      <p className={styles.place}>{localized(incident.title)}</p>
      <Distance from={place} to={incident.position} />
      <p className={styles.phase}>
        <PhaseClock assignment={assignment} />
      </p>
      <span className={styles.space} />
      {step !== null && (
        <button
          type="button"
          className={styles.next}
          // The next step is a new button, so that a press held too long or made twice takes one step only.
          key={step}
          onClick={() => takeStep(assignment.id, step)}
        >
          {t(`patrol.${step}`)}
        </button>
      )}
      {mayDecline(assignment.phase) && <Decline assignment={assignment} />}
    </section>
  );
}

function Distance({ from, to }: { readonly from: LonLat | null; readonly to: LonLat | null }) {
  const t = useTranslations('patrol');
  const format = useFormatter();
  if (to === null) return null;
  if (from === null) return <p className={styles.distance}>{t('distanceUnknown')}</p>;
  const metres = distanceM(from, to);
  const isFar = metres >= 1_000;
  const distance = format.number(isFar ? metres / 1_000 : metres, {
    style: 'unit',
    unit: isFar ? 'kilometer' : 'meter',
    maximumFractionDigits: isFar ? 1 : 0,
  });
  const bearing = Math.round(bearingDeg(from, to));
  return (
    <p className={styles.distance}>
      <svg aria-hidden="true" viewBox="0 0 24 24" style={{ transform: `rotate(${bearing}deg)` }}>
        <path d="M12 2 19 21 12 17 5 21z" fill="currentColor" />
      </svg>
      {t('distance', { distance })}
    </p>
  );
}

/** An offer counts down to when it has to be answered; everything later counts up. */
function PhaseClock({ assignment }: { readonly assignment: Assignment }) {
  const t = useTranslations();
  const { phase, answerByMs, sinceMs } = assignment;
  const word = t(`assignment.${phase}`);
  const read = useCallback(
    (nowMs: EpochMs) => {
      if (phase !== 'offered') {
        return { text: t('patrol.since', { phase: word, time: durationText(nowMs - sinceMs) }) };
      }
      const left = timeLeft(answerByMs, nowMs);
      const time = durationText(left.ms);
      return left.isOver
        ? { text: t('patrol.answerOver', { time }), tone: 'over' }
        : { text: t('patrol.answerIn', { time }) };
    },
    [phase, word, answerByMs, sinceMs, t],
  );
  return <Ticking read={read} />;
}

/** Declining asks once more: the button is near the big one, and gloves are thick. */
function Decline({ assignment }: { readonly assignment: Assignment }) {
  const t = useTranslations('patrol');
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <button type="button" className={styles.quiet} onClick={() => setAsked(true)}>
        {t('decline')}
      </button>
    );
  }
  return (
    <div className={styles.sure}>
      <button type="button" className={styles.second} onClick={() => takeStep(assignment.id, 'decline')}>
        {t('declineSure')}
      </button>
      <button type="button" className={styles.second} onClick={() => setAsked(false)}>
        {t('keep')}
      </button>
    </div>
  );
}
