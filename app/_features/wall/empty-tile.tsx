import { useTranslations } from 'use-intl';
import styles from './tile.module.css';

/** A place without a camera says what to do about it. */
export function EmptyTile({ isSelected }: { readonly isSelected: boolean }) {
  const t = useTranslations('tile');
  return (
    <div className={styles.empty} data-state="empty">
      <b>{t('empty')}</b>
      {isSelected && (
        <>
          <span className={styles.forMouse}>{t('emptyHint')}</span>
          <span className={styles.forTouch}>{t('emptyHintTouch')}</span>
        </>
      )}
    </div>
  );
}
