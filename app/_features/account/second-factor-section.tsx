import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Account, Me } from '#core/contracts';
import { removeSecondFactor, renewRecoveryCodes } from '../../_lib/api/index.ts';
import button from '../../_ui/button.module.css';
import { EnrolForm, RecoveryCodes } from '../../_ui/second-factor/index.ts';
import styles from './account-page.module.css';
import { ProofFields, proofOf } from './proof-fields.tsx';
import { ProofForm } from './proof-form.tsx';

type Doing =
  | { readonly state: 'idle' | 'enrolling' | 'renewing' | 'removing' }
  | { readonly state: 'codes'; readonly codes: readonly string[] };

interface SectionProps {
  readonly me: Me;
  readonly account: Account;
  readonly onChanged: () => void;
}

const IDLE: Doing = { state: 'idle' };

/** Whether one has a second factor, and what can be done about it. */
export function SecondFactorSection({ me, account, onChanged }: SectionProps) {
  const t = useTranslations('account');
  const [doing, setDoing] = useState<Doing>(IDLE);
  const showCodes = (codes: readonly string[]) => {
    setDoing({ state: 'codes', codes });
    onChanged();
  };
  const idle = () => setDoing(IDLE);
  return (
    <section className={styles.section} aria-labelledby="account-second-factor">
      <h2 id="account-second-factor">{t('secondFactor')}</h2>
      {doing.state === 'idle' && <Summary account={account} onDo={setDoing} />}
      {doing.state === 'enrolling' && (
        <>
          {account.secondFactor !== null && <p>{t('replaceEffect')}</p>}
          <EnrolForm
            proofFields={<ProofFields account={account} />}
            proofOf={proofOf}
            isAnother={account.secondFactor !== null}
            onEnrolled={({ recoveryCodes }) => showCodes(recoveryCodes)}
          />
        </>
      )}
      {doing.state === 'renewing' && (
        <ProofForm
          account={account}
          effect={t('renewEffect')}
          submitWord={t('renew')}
          run={async (proof) => showCodes(await renewRecoveryCodes(proof))}
        />
      )}
      {doing.state === 'removing' && (
        <ProofForm
          account={account}
          effect={t('removeEffect')}
          submitWord={t('remove')}
          run={async (proof) => {
            await removeSecondFactor(proof);
            idle();
            onChanged();
          }}
        />
      )}
      {doing.state === 'codes' && <RecoveryCodes codes={doing.codes} username={me.username} onKept={idle} />}
      {doing.state !== 'idle' && doing.state !== 'codes' && (
        <button type="button" className={styles.quiet} onClick={idle}>
          {t('cancel')}
        </button>
      )}
    </section>
  );
}

function Summary({ account, onDo }: { readonly account: Account; readonly onDo: (doing: Doing) => void }) {
  const t = useTranslations('account');
  const format = useFormatter();
  const { secondFactor, needsSecondFactor } = account;
  if (secondFactor === null) {
    return (
      <>
        <p>{t('noSecondFactor')}</p>
        <button type="button" className={button.primary} onClick={() => onDo({ state: 'enrolling' })}>
          {t('enrol')}
        </button>
      </>
    );
  }
  const { enrolledMs, recoveryCodesLeft: left } = secondFactor;
  return (
    <>
      <p>{t('enrolledSince', { date: format.dateTime(enrolledMs, { dateStyle: 'medium' }) })}</p>
      <p data-low={left <= 2}>{t('codesLeft', { left })}</p>
      {needsSecondFactor && <p className={styles.note}>{t('needed')}</p>}
      <div className={styles.buttons}>
        <button type="button" className={button.button} onClick={() => onDo({ state: 'renewing' })}>
          {t('renew')}
        </button>
        <button type="button" className={button.button} onClick={() => onDo({ state: 'enrolling' })}>
          {t('replace')}
        </button>
        {!needsSecondFactor && (
          <button type="button" className={button.button} onClick={() => onDo({ state: 'removing' })}>
            {t('remove')}
          </button>
        )}
      </div>
    </>
  );
}
