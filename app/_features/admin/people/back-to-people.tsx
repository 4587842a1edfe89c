import Link from 'next/link';
import { useTranslations } from 'use-intl';
import styles from './person.module.css';

/** The way back to the list. */
export function BackToPeople() {
  const t = useTranslations('admin.people');
  return (
    <Link href="/admin/people" className={styles.back}>
      ← {t('back')}
    </Link>
  );
}
