import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { orgProblem } from './org-problem.ts';

/** One thing at a time that the server is asked to do, and in words why it did not. */
export function useTask(onDone: () => void) {
  const t = useTranslations('admin');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (task: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    task().then(onDone, (error: unknown) => {
      setBusy(false);
      const why = orgProblem(error);
      setProblem('org' in why ? t(`org.problems.${why.org}`) : t(`problem.${why.admin}`));
    });
  };
  return { isBusy, problem, run };
}
