import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { EntryFrame } from './entry-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Where a shift begins. Who is signed in already goes straight on. */
export function SignInPage() {
  const t = useTranslations();
  const router = useRouter();
  const state = useStore(sessionStore, (session) => session.state);
  useEffect(() => {
    if (state === 'loading') void loadSession();
    if (state === 'signed_in') router.replace('/wall');
  }, [state, router]);
  return (
    <EntryFrame title={t('signIn.title')} line={t('product.line')}>
      <SignInForm />
    </EntryFrame>
  );
}
