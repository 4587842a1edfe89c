import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { homeOf, loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { BrandMark } from '../../_ui/brand-mark.tsx';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import { Ridge } from './ridge.tsx';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in-page.module.css';

/** Where a shift begins. Who is signed in already goes straight on. */
export function SignInPage() {
  const t = useTranslations();
  const router = useRouter();
  const session = useStoreValue(sessionStore);
  useEffect(() => {
    if (session.state === 'loading') void loadSession();
    if (session.state === 'signed_in') router.replace(homeOf(session.me));
  }, [session, router]);
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
        <section className={styles.card} aria-labelledby="sign-in-title">
          <h1 id="sign-in-title">{t('signIn.title')}</h1>
          <p className={styles.line}>{t('product.line')}</p>
          <SignInForm />
        </section>
      </main>
      <footer className={styles.foot}>{t('signIn.audit')}</footer>
    </div>
  );
}
