'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { homeOf, loadSession, sessionStore } from './_lib/session/index.ts';
import { useStoreValue } from './_lib/store/index.ts';
import { Notice } from './_ui/notice.tsx';

/** Sends everybody to where they work. */
export default function HomePage() {
  const t = useTranslations('console');
  const router = useRouter();
  const session = useStoreValue(sessionStore);
  useEffect(() => {
    if (session.state === 'loading') void loadSession();
    else if (session.state === 'signed_out') router.replace('/sign-in');
    else router.replace(session.state === 'signed_in' ? homeOf(session.me) : '/wall');
  }, [session, router]);
  return <Notice title={t('loading')} />;
}
