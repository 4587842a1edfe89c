import { useTranslations } from 'use-intl';
import { priorities } from '#core/alert';
import { alertStore, countByPriority, setQueueOpen, useQueueOpen } from '../../_lib/alerts/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { PriorityMark } from '../../_ui/priority-mark.tsx';
import styles from './alert-counts.module.css';

/** How many alerts of each priority are open; a press shows the queue, or folds it away. */
export function AlertCounts() {
  const t = useTranslations('alerts');
  const mayRead = useMay('alert.read');
  const isOpen = useQueueOpen();
  // A text, so that equal counts do not render again.
  const joined = useStore(alertStore.view, ({ queue }) => Object.values(countByPriority(queue)).join());
  const counts = joined.split(',').map(Number);
  if (!mayRead) return null;
  const spoken = priorities.map((priority, index) => `${t(`priority.${priority}`)} ${counts[index]}`);
  return (
    <button
      type="button"
      className={styles.counts}
      aria-expanded={isOpen}
      aria-label={`${t('title')}: ${spoken.join(', ')}`}
      title={isOpen ? t('fold') : t('unfold')}
      onClick={() => setQueueOpen(!isOpen)}
    >
      {priorities.map((priority, index) => (
        <span key={priority} data-none={counts[index] === 0}>
          <PriorityMark priority={priority} />
          <i>{t(`priority.${priority}`)}</i>
          <b>{counts[index]}</b>
        </span>
      ))}
    </button>
  );
}
