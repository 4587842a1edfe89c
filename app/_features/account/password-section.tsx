import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Account, Me } from '#core/contracts';
import button from '../../_ui/button.module.css';
import { NewPasswordForm } from '../../_ui/new-password-form.tsx';
import styles from './account-page.module.css';

/** How old the password is, and another one. */
export function PasswordSection(props: {
  readonly me: Me;
  readonly account: Account;
  readonly onChanged: () => void;
}) {
  const t = useTranslations('account');
  const format = useFormatter();
  const [state, setState] = useState<'idle' | 'changing' | 'changed'>('idle');
  const { me, account, onChanged } = props;
  const changedMs = account.password?.changedMs ?? null;
  const done = () => {
    setState('changed');
    onChanged();
  };
  return (
    <section className={styles.section} aria-labelledby="account-password">
      <h2 id="account-password">{t('password')}</h2>
      {account.password === null && <p>{t('noPassword')}</p>}
      {account.password !== null && state !== 'changing' && (
        <>
          <p role="status">
            {state === 'changed' && t('passwordDone')}
            {state === 'idle' &&
              changedMs !== null &&
              t('passwordChanged', { date: format.dateTime(changedMs, { dateStyle: 'medium' }) })}
          </p>
          <button type="button" className={button.button} onClick={() => setState('changing')}>
            {t('changePassword')}
          </button>
        </>
      )}
      {account.password !== null && state === 'changing' && (
        <>
          <p>{t('changePasswordEffect')}</p>
          <NewPasswordForm
            present={null}
            username={me.username}
            submitWord={t('changePassword')}
            onChanged={done}
          />
          <button type="button" className={styles.quiet} onClick={() => setState('idle')}>
            {t('cancel')}
          </button>
        </>
      )}
    </section>
  );
}
