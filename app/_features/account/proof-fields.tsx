import { useTranslations } from 'use-intl';
import type { Account, Proof } from '#core/contracts';
import { PasswordField } from '../../_ui/password-field.tsx';
import { CodeField } from '../../_ui/second-factor/index.ts';

const CODE = 'proofCode';

/** What shows that it is still the account's owner who sits there: as much of it as the account has. */
export function ProofFields({ account }: { readonly account: Account }) {
  const t = useTranslations('account');
  return (
    <>
      {account.password !== null && (
        <PasswordField label={t('presentPassword')} isWrong={false} autoComplete="current-password" />
      )}
      {account.secondFactor !== null && (
        <CodeField
          name={CODE}
          kind="any"
          label={t('presentCode')}
          hint={t('presentCodeHint')}
          isWrong={false}
        />
      )}
    </>
  );
}

/** What was entered in them. */
export function proofOf(form: FormData): Proof {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  // A password may end in a blank; a code does not.
  const password = String(form.get('password') ?? '');
  const code = text(CODE);
  return { ...(password !== '' && { password }), ...(code !== '' && { code }) };
}
