import { useTranslations } from 'use-intl';
import { enterSession } from '../../_lib/session/index.ts';
import { NewPasswordForm } from '../../_ui/new-password-form.tsx';

/** Another password in place of a one-time one, or of one that is too old. */
export function NewPasswordStep(props: {
  /** The present one, if it was typed on this page. */
  readonly present: string | null;
  readonly username: string;
}) {
  const t = useTranslations('credentials');
  return <NewPasswordForm {...props} submitWord={t('setAndProceed')} onChanged={enterSession} />;
}
