import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import { fetchAccount, fetchOwnSessions } from '../../_lib/api/index.ts';
import { homeOf, sessionStore } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import button from '../../_ui/button.module.css';
import styles from './account-page.module.css';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { useLoaded } from './use-loaded.ts';

/** One's own account: who one is here, how one signs in, and where one is signed in. */
export function AccountPage() {
  const me = useStore(sessionStore, (session) => (session.state === 'signed_in' ? session.me : null));
  return me === null ? null : <Account me={me} />;
}

function Account({ me }: { readonly me: Me }) {
  const t = useTranslations('account');
  const account = useLoaded(fetchAccount);
  const sessions = useLoaded(fetchOwnSessions);
  // What changes how one signs in ends other sessions.
  const reload = () => {
    account.reload();
    sessions.reload();
  };
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1>{t('title')}</h1>
        <Link href={homeOf(me)} className={button.button}>
          {t('back')}
        </Link>
      </div>
      {account.isFailed && (
        <div role="alert" className={styles.failed}>
          <p>{t('failed')}</p>
          <button type="button" className={button.button} onClick={reload}>
            {t('retry')}
          </button>
        </div>
      )}
      <div className={styles.columns}>
        <ProfileSection me={me} account={account.value} />
        {account.value !== null && (
          <>
            <PasswordSection me={me} account={account.value} onChanged={reload} />
            <SecondFactorSection me={me} account={account.value} onChanged={reload} />
          </>
        )}
      </div>
      <SessionsSection sessions={sessions.value} isFailed={sessions.isFailed} reload={sessions.reload} />
    </main>
  );
}
