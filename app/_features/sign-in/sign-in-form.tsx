import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { signIn } from '../../_lib/api/index.ts';
import { enterSession } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import styles from './entry-form.module.css';
import { FormProblem } from './form-problem.tsx';
import { PasswordField } from './password-field.tsx';
import { type SignInProblem, signInProblem } from './sign-in-problem.ts';

/** User name and password, and in words what went wrong. */
export function SignInForm() {
  const t = useTranslations('signIn');
  const [why] = useState(whyHere);
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
      enterSession(await signIn({ username: name, password: secret }));
    } catch (error) {
      setProblem(signInProblem(error));
      setBusy(false);
      password.current?.select();
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {problem === null && why !== null && <p className={styles.info}>{t(why)}</p>}
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
    </form>
  );
}

/** The console sends here with a reason; see its shell. */
function whyHere(): 'ended' | 'left' | null {
  const why = new URLSearchParams(window.location.search).get('why');
  return why === 'ended' || why === 'left' ? why : null;
}
