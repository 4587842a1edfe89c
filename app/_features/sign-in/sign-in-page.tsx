import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { homeOf, loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { EntryFrame } from './entry-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Where a shift begins. Who is signed in already goes straight on. */
export function SignInPage() {
  const t = useTranslations();
  const router = useRouter();
  const session = useStoreValue(sessionStore);
  useEffect(() => {
    if (session.state === 'loading') void loadSession();
    if (session.state === 'signed_in') router.replace(homeOf(session.me));
  }, [session, router]);
  return (
    <EntryFrame title={t('signIn.title')} line={t('product.line')}>
      <SignInForm />
    </EntryFrame>
  );
}
