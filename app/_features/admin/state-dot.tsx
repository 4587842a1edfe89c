import { useTranslations } from 'use-intl';
import { lastDay } from './last-day.ts';
import list from './list.module.css';
import styles from './state-dot.module.css';

/** How something in a list is, as a sign and in words, and until when it is good. */
export function StateDot(props: {
  readonly state: string;
  readonly label: string;
  readonly expiresMs?: number | null;
}) {
  const { state, label, expiresMs = null } = props;
  const t = useTranslations('admin.date');
  return (
    <span className={styles.state} data-state={state}>
      {label}
      {expiresMs !== null && <small className={list.aside}>{t('until', { day: lastDay(expiresMs) })}</small>}
    </span>
  );
}
