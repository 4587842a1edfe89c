import { useTranslations } from 'use-intl';
import type { CredentialProblem } from '../_lib/session/index.ts';
import { FormProblem } from './form-problem.tsx';

/** In words, why something about signing in was not done. */
export function CredentialWords({ problem }: { readonly problem: CredentialProblem | null }) {
  const t = useTranslations('credentials');
  return (
    <FormProblem>
      {problem !== null &&
        (problem.kind === 'unexpected' ? t('unexpected', { code: problem.code }) : t(problem.kind))}
    </FormProblem>
  );
}
