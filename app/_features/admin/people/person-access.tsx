import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PersonDetail } from '#core/contracts';
import { endSessions, resetPassword, resetSecondFactor, switchPerson } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import styles from '../form.module.css';
import { SecretDialog } from '../secret-dialog.tsx';
import own from './person.module.css';

interface AccessProps {
  readonly person: PersonDetail;
  readonly isOwn: boolean;
  readonly onChanged: () => void;
}

/** How somebody gets in, and where they are in now. */
export function PersonAccess({ person, isOwn, onChanged }: AccessProps) {
  const t = useTranslations('admin.people');
  return (
    <section className={styles.section}>
      <h2>{t('access')}</h2>
      <dl className={own.facts}>
        <dt>{t('secondFactor')}</dt>
        <dd>{person.hasSecondFactor ? t('hasSecondFactor') : t('noSecondFactor')}</dd>
        {person.mayManage && (
          <>
            <dt>{t('sessions')}</dt>
            <dd>
              <Sessions sessions={person.sessions} />
            </dd>
          </>
        )}
      </dl>
      {person.mayManage && !isOwn && <AccessButtons person={person} isOwn={isOwn} onChanged={onChanged} />}
    </section>
  );
}

function AccessButtons({ person, onChanged }: AccessProps) {
  const t = useTranslations('admin.people');
  const once = useTranslations('admin.once');
  const localized = useLocalized();
  const [oneTimePassword, setOneTimePassword] = useState<string | null>(null);
  const name = localized(person.displayName);
  const { id, holdsMore, state } = person;
  const then = (work: Promise<void>) => work.then(onChanged);
  const reset = async () => setOneTimePassword(await resetPassword(id));
  const words = (word: 'reset' | 'factor' | 'end' | 'disable' | 'enable') => ({
    label: t(word),
    title: t(`${word}Title`, { name }),
    text: t(`${word}Text`),
  });
  return (
    <>
      {holdsMore && <p className={styles.hint}>{t('holdsMore')}</p>}
      <div className={styles.buttons}>
        <ConfirmButton {...words('reset')} isDisabled={holdsMore} onConfirm={reset} />
        {person.hasSecondFactor && (
          <ConfirmButton
            {...words('factor')}
            isDisabled={holdsMore}
            onConfirm={() => then(resetSecondFactor(id))}
          />
        )}
        {person.sessions.length > 0 && (
          <ConfirmButton {...words('end')} onConfirm={() => then(endSessions(id))} />
        )}
        {state === 'disabled' ? (
          <ConfirmButton
            {...words('enable')}
            isDisabled={holdsMore}
            onConfirm={() => then(switchPerson(id, 'enable'))}
          />
        ) : (
          <ConfirmButton {...words('disable')} onConfirm={() => then(switchPerson(id, 'disable'))} />
        )}
      </div>
      {oneTimePassword !== null && (
        <SecretDialog
          title={t('resetDone', { name })}
          secret={oneTimePassword}
          hint={once('hint')}
          onDone={() => {
            setOneTimePassword(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}

function Sessions({ sessions }: Pick<PersonDetail, 'sessions'>) {
  const t = useTranslations('admin.people');
  const format = useFormatter();
  const time = (ms: number) =>
    format.dateTime(ms, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  if (sessions.length === 0) return <>{t('sessionsNone')}</>;
  return (
    <ul className={own.sessions}>
      {sessions.map(({ id, address, userAgent, createdMs, lastSeenMs }) => (
        <li key={id}>
          {[
            t('sessionSince', { time: time(createdMs) }),
            ...(address === '' ? [] : [t('sessionFrom', { address })]),
            t('sessionSeen', { time: time(lastSeenMs) }),
          ].join(' · ')}
          {userAgent !== '' && <small title={userAgent}>{userAgent}</small>}
        </li>
      ))}
    </ul>
  );
}
