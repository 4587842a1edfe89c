import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMay } from '../../_lib/session/index.ts';
import styles from './admin-page.module.css';

/** The frame of the pages for administrators. Whoever is none reads why there is nothing here. */
export function AdminPage(props: {
  readonly title: string;
  readonly line?: string;
  /** What can be done from here, at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Uses the whole window, and scrolls inside. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations('admin');
  if (!useMay('camera.register')) {
    return (
      <main className={styles.page}>
        <div className={styles.refusal}>
          <h1>{t('notAllowed')}</h1>
          <p>{t('notAllowedHint')}</p>
        </div>
      </main>
    );
  }
  return (
    <main className={styles.page} data-full={props.isFull}>
      <div className={styles.head}>
        <h1>{props.title}</h1>
        {props.line !== undefined && <p>{props.line}</p>}
        <span className={styles.actions}>{props.actions}</span>
      </div>
      {props.children}
    </main>
  );
}

/** The way back to the list. */
export function BackToList() {
  const t = useTranslations('admin');
  return (
    <Link href="/admin/cameras" className={styles.back}>
      ← {t('back')}
    </Link>
  );
}
