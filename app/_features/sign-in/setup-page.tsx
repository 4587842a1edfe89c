import { useTranslations } from 'use-intl';
import { EntryFrame } from './entry-frame.tsx';
import { SetupForm } from './setup-form.tsx';

/** The one-time set-up link leads here: the first org unit and its administrator. */
export function SetupPage() {
  const t = useTranslations('setup');
  return (
    <EntryFrame title={t('title')} line={t('line')} isWide>
      <SetupForm />
    </EntryFrame>
  );
}
