import { useTranslations } from 'use-intl';
import { BackTo } from '../admin-page.tsx';

/** The way back to the list. */
export function BackToCameras() {
  const t = useTranslations('admin');
  return <BackTo href="/admin/cameras" label={t('back')} />;
}
