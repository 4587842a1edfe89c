import { useFormatter, useTranslations } from 'use-intl';
import { orgStore } from '../../_lib/cameras/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import styles from './online-rate.module.css';
import { onlineTotals } from './online-totals.ts';

/** The share of the user's cameras that are online; falls silent while there are none. */
export function OnlineRate() {
  const t = useTranslations('console');
  const format = useFormatter();
  // A text, so that equal counts do not render again.
  const counts = useStore(orgStore.view, (view) => onlineTotals(view).join('/'));
  const [online = 0, total = 0] = counts.split('/').map(Number);
  if (total === 0) return null;
  const rate = format.number(Math.floor((online / total) * 1_000) / 1_000, {
    style: 'percent',
    minimumFractionDigits: 1,
  });
  return (
    <span className={styles.rate} title={t('onlineOf', { online, total })}>
      <span className={styles.word}>{t('onlineRate')}</span> <b>{rate}</b>
    </span>
  );
}
