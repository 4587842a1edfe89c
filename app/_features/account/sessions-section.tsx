import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { SessionEntry } from '#core/contracts';
import { endOtherSessions, endOwnSession } from '../../_lib/api/index.ts';
import { agentOf, type CredentialProblem, credentialProblem } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import { CredentialWords } from '../../_ui/credential-words.tsx';
import styles from './account-page.module.css';

/** Where one is signed in, and the way to end what one does not know. */
export function SessionsSection(props: {
  readonly sessions: readonly SessionEntry[] | null;
  readonly isFailed: boolean;
  readonly reload: () => void;
}) {
  const t = useTranslations('account');
  const [problem, setProblem] = useState<CredentialProblem | null>(null);
  const { sessions, isFailed, reload } = props;
  const others = (sessions ?? []).filter(({ isOwn }) => !isOwn);
  const end = (call: () => Promise<void>) => {
    setProblem(null);
    call().then(reload, (error: unknown) => setProblem(credentialProblem(error)));
  };
  return (
    <section className={styles.section} aria-labelledby="account-sessions">
      <div className={styles.sectionHead}>
        <h2 id="account-sessions">{t('sessions')}</h2>
        {others.length > 0 && (
          <button type="button" className={button.button} onClick={() => end(endOtherSessions)}>
            {t('endOthers')}
          </button>
        )}
      </div>
      <p className={styles.note}>{t('sessionsNote')}</p>
      {problem !== null && <CredentialWords problem={problem} />}
      {isFailed && sessions === null && <p>{t('failed')}</p>}
      {sessions !== null && (
        <ul className={styles.sessions}>
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => end(() => endOwnSession(session.id))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function SessionRow({ session, onEnd }: { readonly session: SessionEntry; readonly onEnd: () => void }) {
  const t = useTranslations('account');
  const format = useFormatter();
  const { address, userAgent, createdMs, lastSeenMs, isOwn, hasSecondFactor, issuer } = session;
  const time = (atMs: number) =>
    format.dateTime(atMs, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const { browser, system } = agentOf(userAgent);
  const program = [system, browser].filter((name) => name !== null).join(' · ') || t('unknownProgram');
  const ways = [
    ...(issuer === null ? [] : [t('viaProvider')]),
    ...(hasSecondFactor ? [t('withSecondFactor')] : []),
  ];
  return (
    <li>
      <span className={styles.program}>
        <b title={userAgent}>{program}</b>
        <span>{address}</span>
        {isOwn && <em>{t('thisSession')}</em>}
      </span>
      <span className={styles.when}>
        <span>{t('signedInAt', { time: time(createdMs) })}</span>
        <span>{t('lastSeenAt', { time: time(lastSeenMs) })}</span>
        {ways.length > 0 && <span>{ways.join(' · ')}</span>}
      </span>
      {!isOwn && (
        <button
          type="button"
          className={button.button}
          aria-label={t('endNamed', { program, address })}
          onClick={onEnd}
        >
          {t('end')}
        </button>
      )}
    </li>
  );
}
