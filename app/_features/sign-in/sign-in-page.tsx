import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Enrolled, Me } from '#core/contracts';
import { enterSession, homeOf, loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { EnrolForm, RecoveryCodes } from '../../_ui/second-factor/index.ts';
import { EntryFrame } from './entry-frame.tsx';
import { NewPasswordStep } from './new-password-step.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { StartOver } from './start-over.tsx';

/** Where a shift begins. Who is signed in already goes straight on; who still owes something gives it here. */
export function SignInPage() {
  const t = useTranslations();
  const router = useRouter();
  const session = useStoreValue(sessionStore);
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  // What was typed just now is not asked for again when another password is to be set.
  const password = useRef<string | null>(null);
  const me = session.state === 'signed_in' ? session.me : null;
  useEffect(() => {
    if (session.state === 'loading') void loadSession();
    if (me !== null && me.pending === null && enrolled === null) router.replace(homeOf(me));
  }, [session.state, me, enrolled, router]);
  if (enrolled !== null) {
    const proceed = () => {
      setEnrolled(null);
      enterSession(enrolled.me);
    };
    return (
      <EntryFrame title={t('secondFactor.codes')} line={t('signIn.codesLine')} isWide>
        <RecoveryCodes codes={enrolled.recoveryCodes} username={enrolled.me.username} onKept={proceed} />
      </EntryFrame>
    );
  }
  if (me !== null && me.pending !== null)
    return <Owed me={me} password={password.current} onEnrolled={setEnrolled} />;
  return (
    <EntryFrame title={t('signIn.title')} line={t('product.line')}>
      <SignInForm
        hasEnded={session.state === 'signed_out' && session.why === 'ended'}
        onPassword={(typed) => {
          password.current = typed;
        }}
      />
    </EntryFrame>
  );
}

/** The step for what the session owes. */
function Owed(props: {
  readonly me: Me;
  readonly password: string | null;
  readonly onEnrolled: (enrolled: Enrolled) => void;
}) {
  const t = useTranslations('signIn');
  const { me, password, onEnrolled } = props;
  if (me.pending === 'second_factor') {
    return (
      <EntryFrame title={t('secondFactor')} line={t('secondFactorLine')}>
        <SecondFactorStep />
        <StartOver me={me} />
      </EntryFrame>
    );
  }
  if (me.pending === 'enrolment') {
    return (
      <EntryFrame title={t('enrolment')} line={t('enrolmentLine')} isWide>
        <EnrolForm present={password} onEnrolled={onEnrolled} />
        <StartOver me={me} />
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('newPassword')} line={t('newPasswordLine')}>
      <NewPasswordStep present={password} username={me.username} />
      <StartOver me={me} />
    </EntryFrame>
  );
}
