import { type FormEvent, useState } from 'react';
import { type CredentialProblem, credentialProblem } from './credential-problem.ts';

/** A form that asks the server something about signing in: once at a time, and with what came of it. */
export interface CredentialForm {
  readonly problem: CredentialProblem | null;
  readonly isBusy: boolean;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
}

/** @param run asks the server; what it throws is the problem */
export function useCredentialForm(run: (form: FormData) => Promise<void>): CredentialForm {
  const [problem, setProblem] = useState<CredentialProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const fields = event.currentTarget;
    setBusy(true);
    run(new FormData(fields))
      .then(() => setProblem(null))
      .catch((error: unknown) => {
        setProblem(credentialProblem(error));
        const wrong = fields.querySelector<HTMLInputElement>('input[name="code"], input[type="password"]');
        wrong?.select();
      })
      .finally(() => setBusy(false));
  };
  return { problem, isBusy, submit };
}
