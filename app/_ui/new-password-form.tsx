import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import { changePassword } from '../_lib/api/index.ts';
import { FormError, useCredentialForm, useSignInOptions } from '../_lib/session/index.ts';
import button from './button.module.css';
import { CredentialWords } from './credential-words.tsx';
import styles from './form.module.css';
import { PasswordField } from './password-field.tsx';

/** The present password, and twice the next one. */
export function NewPasswordForm(props: {
  /** Not asked for when it is known. */
  readonly present: string | null;
  /** For the browser's password manager. */
  readonly username: string;
  readonly submitWord: string;
  readonly onChanged: (me: Me) => void;
}) {
  const t = useTranslations('credentials');
  const options = useSignInOptions();
  const { present, onChanged } = props;
  const first = useRef<HTMLInputElement>(null);
  // Whoever sees the form has come, or asked, for it.
  useEffect(() => first.current?.focus(), []);
  const { problem, isBusy, submit } = useCredentialForm(async (form) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const body = { present: present ?? text('password'), next: text('next') };
    if (body.present === '' || body.next === '') throw new FormError('fillIn');
    if (body.next !== text('again')) throw new FormError('notTheSame');
    onChanged(await changePassword(body));
  });
  const isPresentWrong = problem?.kind === 'wrongPassword';
  const isNextWrong = problem !== null && !isPresentWrong;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <input type="text" name="username" autoComplete="username" value={props.username} readOnly hidden />
      {present === null && (
        <PasswordField
          ref={first}
          label={t('present')}
          isWrong={isPresentWrong}
          autoComplete="current-password"
        />
      )}
      <PasswordField
        {...(present !== null && { ref: first })}
        name="next"
        label={t('next')}
        hint={t(options?.profile === 'mlps3' ? 'rulesStrict' : 'rules')}
        isWrong={isNextWrong}
        autoComplete="new-password"
      />
      <PasswordField name="again" label={t('again')} isWrong={isNextWrong} autoComplete="new-password" />
      <CredentialWords problem={problem} />
      <button type="submit" className={`${button.primary} ${styles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : props.submitWord}
      </button>
    </form>
  );
}
