import { type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Alert } from '#core/alert';
import { selectedAlertStore } from '../../_lib/alerts/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { PriorityMark } from '../../_ui/priority-mark.tsx';
import { AlertActions } from './alert-actions.tsx';
import { AlertClock } from './alert-clock.tsx';
import styles from './alert-row.module.css';
import { AlertStanding } from './alert-standing.tsx';

export interface AlertRowProps {
  readonly alert: Alert;
  readonly isSelected: boolean;
  readonly onDispatch: (() => void) | undefined;
}

/** One alert of the queue; the selected one shows what can be done. */
export function AlertRow({ alert, isSelected, onDispatch }: AlertRowProps) {
  const t = useTranslations('alerts');
  const localized = useLocalized();
  const row = useRef<HTMLLIElement>(null);
  useInView(row, isSelected);
  const { place, details } = alert.subject;
  const subject = details === null ? [place] : [details, place];
  return (
    <li
      ref={row}
      className={styles.alert}
      data-selected={isSelected}
      data-phase={alert.state.phase}
      data-priority={alert.priority}
    >
      <button
        type="button"
        data-alert-row
        className={styles.row}
        aria-expanded={isSelected}
        onClick={() => selectedAlertStore.set(isSelected ? null : alert.id)}
      >
        <span className={styles.mark}>
          <PriorityMark priority={alert.priority} size={13} />
          <span className={styles.spoken}>{t(`priority.${alert.priority}`)}</span>
        </span>
        <b className={styles.kind}>
          {t(`kind.${alert.kind}`)}
          {alert.count > 1 && <i> × {alert.count}</i>}
        </b>
        <AlertClock alert={alert} />
        <span className={styles.subject}>{subject.map(localized).join(' · ')}</span>
        <AlertStanding alert={alert} />
      </button>
      {isSelected && <AlertActions alert={alert} onDispatch={onDispatch} />}
    </li>
  );
}

/** Brings the selected row into view, wherever the selection came from. */
function useInView(row: RefObject<HTMLElement | null>, isSelected: boolean): void {
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [row, isSelected]);
}
