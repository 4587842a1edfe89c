import { useTranslations } from 'use-intl';
import type { Account, Proof } from '#core/contracts';
import { useCredentialForm } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import { CredentialWords } from '../../_ui/credential-words.tsx';
import formStyles from '../../_ui/form.module.css';
import { ProofFields, proofOf } from './proof-fields.tsx';

/** Says what will happen, and does it for whoever shows who they are. */
export function ProofForm(props: {
  readonly account: Account;
  readonly effect: string;
  readonly submitWord: string;
  readonly run: (proof: Proof) => Promise<void>;
}) {
  const t = useTranslations('credentials');
  const { problem, isBusy, submit } = useCredentialForm((form) => props.run(proofOf(form)));
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <p>{props.effect}</p>
      <ProofFields account={props.account} />
      <CredentialWords problem={problem} />
      <button type="submit" className={`${button.primary} ${formStyles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : props.submitWord}
      </button>
    </form>
  );
}
