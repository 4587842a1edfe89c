import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { setUp } from '../../_lib/api/index.ts';
import button from '../../_ui/button.module.css';
import styles from '../../_ui/form.module.css';
import { FormProblem } from '../../_ui/form-problem.tsx';
import { PasswordField } from '../../_ui/password-field.tsx';
import { type SetupProblem, setupProblem } from './setup-problem.ts';

const fields = [
  { name: 'nameZh', autoComplete: 'off' },
  { name: 'nameEn', autoComplete: 'off' },
  { name: 'code', autoComplete: 'off' },
  { name: 'displayName', autoComplete: 'name' },
  { name: 'username', autoComplete: 'username' },
] as const;

/** Asks for what the first start needs, and nothing else. */
export function SetupForm() {
  const t = useTranslations('setup');
  const router = useRouter();
  const [problem, setProblem] = useState<SetupProblem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    if ([...form.keys()].some((name) => text(name) === '')) {
      setProblem('fillIn');
      return;
    }
    setBusy(true);
    try {
      await setUp({
        // In the fragment, so that it reaches no log of any server or proxy.
        token: window.location.hash.slice(1),
        username: text('username'),
        password: String(form.get('password')),
        displayName: text('displayName'),
        orgUnit: { code: text('code'), nameZh: text('nameZh'), nameEn: text('nameEn') },
      });
      router.replace('/sign-in');
    } catch (error) {
      setProblem(setupProblem(error));
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.pairs}>
        {fields.map(({ name, autoComplete }) => (
          <label key={name} className={styles.field}>
            <span>{t(name)}</span>
            <input name={name} autoComplete={autoComplete} maxLength={200} spellCheck={false} />
          </label>
        ))}
        <PasswordField isWrong={false} autoComplete="new-password" />
      </div>
      <FormProblem>{problem !== null && t(problem)}</FormProblem>
      <button type="submit" className={`${button.primary} ${styles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : t('submit')}
      </button>
    </form>
  );
}
