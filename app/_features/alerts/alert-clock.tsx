import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Alert } from '#core/alert';
import { deadlineOf, timeLeft } from '../../_lib/alerts/index.ts';
import { durationText } from '../../_lib/time/index.ts';
import { Ticking } from '../../_ui/ticking.tsx';
import styles from './alert-row.module.css';

/** How long the alert has been open; never reset, whoever holds it. Past its deadline it says by how much. */
export function AlertClock({ alert }: { readonly alert: Alert }) {
  const t = useTranslations('alerts');
  const read = useCallback(
    (nowMs: number) => {
      const deadline = deadlineOf(alert);
      if (deadline.kind === 'climbs' || deadline.kind === 'answer') {
        const left = timeLeft(deadline.atMs, nowMs);
        if (left.isOver) return { text: t('overrun', { time: durationText(left.ms) }), tone: 'over' };
      }
      return { text: durationText(nowMs - alert.raisedAtMs) };
    },
    [alert, t],
  );
  return <Ticking className={styles.clock} read={read} />;
}
