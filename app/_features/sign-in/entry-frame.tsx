import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { BrandMark } from '../../_ui/brand-mark.tsx';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import styles from './entry-frame.module.css';
import { Ridge } from './ridge.tsx';

/** The page around a form for those who are not in yet. */
export function EntryFrame(props: {
  readonly title: string;
  readonly line: string;
  /** Room for two fields side by side. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations();
  return (
    <div className={styles.page}>
      <Ridge />
      <header className={styles.top}>
        <span className={styles.brand}>
          <BrandMark size={22} />
          {t('product.name')}
        </span>
        <LanguageChoice />
      </header>
      <main className={styles.centre}>
        <section className={styles.card} data-wide={props.isWide === true} aria-labelledby="entry-title">
          <h1 id="entry-title">{props.title}</h1>
          <p className={styles.line}>{props.line}</p>
          {props.children}
        </section>
      </main>
      <footer className={styles.foot}>{t('signIn.audit')}</footer>
    </div>
  );
}
