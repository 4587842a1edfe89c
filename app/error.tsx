'use client';

import { useTranslations } from 'use-intl';
import button from './_ui/button.module.css';
import { Notice } from './_ui/notice.tsx';

/** Whatever broke: say so, show nothing that could mislead, and offer the way back. */
export default function ErrorPage() {
  const t = useTranslations('error');
  return (
    <Notice title={t('title')} text={t('text')}>
      <button type="button" className={button.primary} onClick={() => window.location.reload()}>
        {t('reload')}
      </button>
    </Notice>
  );
}
