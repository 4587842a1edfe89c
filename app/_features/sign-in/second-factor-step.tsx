import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { showSecondFactor } from '../../_lib/api/index.ts';
import { enterSession, FormError, useCredentialForm } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import { CredentialWords } from '../../_ui/credential-words.tsx';
import styles from '../../_ui/form.module.css';
import { CodeField } from '../../_ui/second-factor/index.ts';

/** A code of the app; or a recovery code, when the telephone is lost. */
export function SecondFactorStep() {
  const t = useTranslations('secondFactor');
  const [kind, setKind] = useState<'app' | 'any'>('app');
  const { problem, isBusy, submit } = useCredentialForm(async (form) => {
    const code = String(form.get('code')).trim();
    if (code === '') throw new FormError('fillIn');
    enterSession(await showSecondFactor(code));
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <CodeField
        key={kind}
        kind={kind}
        label={t(kind === 'app' ? 'appCode' : 'recoveryCode')}
        hint={t(kind === 'app' ? 'appCodeHint' : 'recoveryCodeHint')}
        isWrong={problem !== null}
        isFirst
      />
      <CredentialWords problem={problem} />
      <button type="submit" className={`${button.primary} ${styles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : t('proceed')}
      </button>
      <button type="button" className={styles.link} onClick={() => setKind(kind === 'app' ? 'any' : 'app')}>
        {t(kind === 'app' ? 'useRecoveryCode' : 'useApp')}
      </button>
    </form>
  );
}
