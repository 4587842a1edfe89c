import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { type AdminPageWord, useAdminPages } from '../../_lib/session/index.ts';
import styles from './admin-page.module.css';

/** The frame of the pages of administration, with their tabs. Whoever may not open one reads why there is nothing. */
export function AdminPage(props: {
  /** Which tab this is. */
  readonly page: AdminPageWord;
  readonly title: string;
  readonly line?: string;
  /** What can be done from here, at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Uses the whole window, and scrolls inside. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations('admin');
  const open = useAdminPages();
  if (!open.some(({ word }) => word === props.page)) {
    return (
      <main className={styles.page}>
        {open.length > 0 && <AdminTabs current={null} />}
        <div className={styles.refusal}>
          <h1>{t('notAllowed')}</h1>
          <p>{t('notAllowedHint')}</p>
        </div>
      </main>
    );
  }
  return (
    <main className={styles.page} data-full={props.isFull}>
      <AdminTabs current={props.page} />
      <div className={styles.head}>
        <h1>{props.title}</h1>
        {props.line !== undefined && <p>{props.line}</p>}
        <span className={styles.actions}>{props.actions}</span>
      </div>
      {props.children}
    </main>
  );
}

function AdminTabs({ current }: { readonly current: AdminPageWord | null }) {
  const t = useTranslations('admin');
  const open = useAdminPages();
  return (
    <nav className={styles.tabs} aria-label={t('tabs.label')}>
      {open.map(({ href, word }) => (
        <Link key={word} href={href} aria-current={word === current ? 'page' : undefined}>
          {t(`tabs.${word}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The way back to a list. */
export function BackTo({ href, label }: { readonly href: string; readonly label: string }) {
  return (
    <Link href={href} className={styles.back}>
      ← {label}
    </Link>
  );
}
