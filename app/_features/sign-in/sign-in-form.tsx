import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PROVIDER_SIGN_IN, signIn } from '../../_lib/api/index.ts';
import { enterSession, useSignInOptions } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import styles from '../../_ui/form.module.css';
import { FormProblem } from '../../_ui/form-problem.tsx';
import { PasswordField } from '../../_ui/password-field.tsx';
import { type Reason, reasonOf } from './reason.ts';
import { type SignInProblem, signInProblem } from './sign-in-problem.ts';

/** User name and password, and in words what went wrong. */
export function SignInForm(props: {
  /** A session was over while the page waited. */
  readonly hasEnded: boolean;
  /** Told what was typed, once the server has taken it. */
  readonly onPassword: (password: string) => void;
}) {
  const t = useTranslations('signIn');
  const [sentHere] = useState(whyHere);
  const why = props.hasEnded ? 'ended' : sentHere;
  const options = useSignInOptions();
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  // The page has one purpose, and it begins here.
  useEffect(() => username.current?.focus(), []);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('username')).trim();
    const secret = String(form.get('password'));
    if (name === '' || secret === '') {
      setProblem({ kind: 'fillIn' });
      return;
    }
    setBusy(true);
    try {
      const me = await signIn({ username: name, password: secret });
      props.onPassword(secret);
      enterSession(me);
    } catch (error) {
      setProblem(signInProblem(error));
      setBusy(false);
      password.current?.select();
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {problem === null && why !== null && <Why reason={why} provider={options?.provider?.label ?? 'SSO'} />}
      <label className={styles.field}>
        <span>{t('username')}</span>
        <input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          aria-invalid={problem !== null}
          ref={username}
        />
      </label>
      <PasswordField ref={password} isWrong={problem !== null} autoComplete="current-password" />
      <FormProblem>
        {problem !== null &&
          (problem.kind === 'unexpected' ? t('unexpected', { code: problem.code }) : t(problem.kind))}
      </FormProblem>
      <button type="submit" className={`${button.primary} ${styles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : t('submit')}
      </button>
      {options?.provider && (
        // A page of the server's that sends the browser on; nothing to be fetched ahead.
        <a href={PROVIDER_SIGN_IN} className={`${button.button} ${styles.submit}`}>
          {t('viaProvider', { label: options.provider.label })}
        </a>
      )}
    </form>
  );
}

/** What happened before: in passing, or, when a way in has failed, as a problem. */
function Why({ reason, provider }: { readonly reason: Reason; readonly provider: string }) {
  const t = useTranslations('signIn');
  if (reason === 'ended' || reason === 'left') return <p className={styles.info}>{t(reason)}</p>;
  return <FormProblem>{t(reason, { label: provider })}</FormProblem>;
}

/** The console, and the way back from the identity provider, send here with a reason. */
function whyHere(): Reason | null {
  return reasonOf(new URLSearchParams(window.location.search).get('why'));
}
