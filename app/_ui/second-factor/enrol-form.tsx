import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Enrolled, Enrolment, Proof } from '#core/contracts';
import { confirmEnrolment, offerEnrolment } from '../../_lib/api/index.ts';
import { type CredentialProblem, credentialProblem, useCredentialForm } from '../../_lib/session/index.ts';
import button from '../button.module.css';
import { CredentialWords } from '../credential-words.tsx';
import formStyles from '../form.module.css';
import { PasswordField } from '../password-field.tsx';
import { CodeField } from './code-field.tsx';
import styles from './enrol-form.module.css';
import { QrCode } from './qr-code.tsx';

/** Shows a secret to scan, and enrols it with the first code of it. */
export function EnrolForm(props: {
  /** The password, if it was typed on this page; asked for where it is needed and not known. */
  readonly present?: string | null;
  /** What must be shown besides, where that is more than the password. */
  readonly proofFields?: ReactNode;
  readonly proofOf?: (form: FormData) => Proof;
  /** There is one already, whose codes are not meant. */
  readonly isAnother?: boolean;
  readonly onEnrolled: (enrolled: Enrolled) => void;
}) {
  const t = useTranslations('secondFactor');
  const offered = useOffer();
  const { present = null, proofOf = passwordOf(present), onEnrolled } = props;
  const { problem, isBusy, submit } = useCredentialForm(async (form) => {
    if (offered.enrolment === null) return;
    const { offer } = offered.enrolment;
    onEnrolled(await confirmEnrolment({ offer, code: String(form.get('code')), proof: proofOf(form) }));
  });
  if (offered.problem !== null) return <CredentialWords problem={offered.problem} />;
  if (offered.enrolment === null) return <p className={styles.waiting}>{t('loading')}</p>;
  const asksPassword = props.proofFields === undefined && present === null && offered.enrolment.needsPassword;
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <Secret enrolment={offered.enrolment} />
      {props.proofFields}
      {asksPassword && <PasswordField isWrong={false} autoComplete="current-password" />}
      <CodeField
        label={t(props.isAnother ? 'firstCodeOfAnother' : 'firstCode')}
        hint={t('firstCodeHint')}
        isWrong={problem !== null}
        isFirst={props.proofFields === undefined && !asksPassword}
      />
      <CredentialWords problem={problem} />
      <button type="submit" className={`${button.primary} ${formStyles.submit}`} disabled={isBusy}>
        {isBusy ? t('busy') : t('enrol')}
      </button>
    </form>
  );
}

/** Reads the password, unless it is known. */
function passwordOf(present: string | null): (form: FormData) => Proof {
  return (form) => {
    const password = present ?? String(form.get('password') ?? '');
    return password === '' ? {} : { password };
  };
}

function Secret({ enrolment: { uri, secret } }: { readonly enrolment: Enrolment }) {
  const t = useTranslations('secondFactor');
  return (
    <ol className={styles.steps}>
      <li>{t('stepApp')}</li>
      <li>
        {t('stepScan')}
        <div className={styles.secret}>
          <QrCode text={uri} label={t('qrCode')} />
          <div className={styles.byHand}>
            <span>{t('byHand')}</span>
            <code>{secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
            <a href={uri}>{t('openApp')}</a>
          </div>
        </div>
      </li>
      <li>{t('stepCode')}</li>
    </ol>
  );
}

interface Offered {
  readonly enrolment: Enrolment | null;
  readonly problem: CredentialProblem | null;
}

function useOffer(): Offered {
  const [offered, setOffered] = useState<Offered>({ enrolment: null, problem: null });
  useEffect(() => {
    let isLeft = false;
    const show = (next: Offered) => {
      if (!isLeft) setOffered(next);
    };
    offerEnrolment().then(
      (enrolment) => show({ enrolment, problem: null }),
      (error: unknown) => show({ enrolment: null, problem: credentialProblem(error) }),
    );
    return () => {
      isLeft = true;
    };
  }, []);
  return offered;
}
