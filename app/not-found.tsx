'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import button from './_ui/button.module.css';
import { Notice } from './_ui/notice.tsx';

export default function NotFoundPage() {
  const t = useTranslations('error');
  return (
    <Notice title={t('notFound')} text={t('notFoundText')}>
      <Link href="/wall" className={button.primary}>
        {t('home')}
      </Link>
    </Notice>
  );
}
