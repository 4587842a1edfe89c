import { useTranslations } from 'use-intl';
import { BackTo } from '../admin-page.tsx';

/** The way back to the list. */
export function BackToPeople() {
  const t = useTranslations('admin.people');
  return <BackTo href="/admin/people" label={t('back')} />;
}
