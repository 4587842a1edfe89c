'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { loadSession, sessionStore } from './_lib/session/index.ts';
import { useStore } from './_lib/store/index.ts';
import { Notice } from './_ui/notice.tsx';

/** Sends everybody to where they work. */
export default function HomePage() {
  const t = useTranslations('console');
  const router = useRouter();
  const state = useStore(sessionStore, (session) => session.state);
  useEffect(() => {
    if (state === 'loading') void loadSession();
    else router.replace(state === 'signed_out' ? '/sign-in' : '/wall');
  }, [state, router]);
  return <Notice title={t('loading')} />;
}
