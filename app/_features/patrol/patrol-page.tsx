import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { leaveSession, sessionStore } from '../../_lib/session/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import styles from './patrol-page.module.css';
import { outbox, patrolStore } from './patrol-stores.ts';
import { taskOnShow } from './patrol-task.ts';
import { SosButton } from './sos-button.tsx';
import { TaskCard } from './task-card.tsx';
import { useFollowedTask, useOwnPlace, useTaskAlarm } from './use-patrol.ts';

/** The handheld of a squad: its task, the one big button for the next step, and the call for help. */
export function PatrolPage() {
  const t = useTranslations();
  const session = useStore(sessionStore, ({ state }) => state);
  const patrol = useStoreValue(patrolStore);
  const pending = useStoreValue(outbox.pending);
  const place = useOwnPlace();
  useFollowedTask();
  const task = patrol.state === 'ready' ? taskOnShow(patrol.task.task, pending) : null;
  useTaskAlarm(task?.assignment.id ?? null);
  if (session === 'unreachable') {
    return <Notice title={t('console.unreachable')} text={t('console.unreachableHint')} />;
  }
  if (patrol.state === 'no_squad') return <NoSquad />;
  if (session !== 'signed_in' || patrol.state === 'loading') return <Notice title={t('patrol.loading')} />;
  return (
    <div className={styles.page}>
      <Top />
      <ConnectionBar pending={pending.length} />
      <main className={styles.main}>{task === null ? <Idle /> : <TaskCard task={task} place={place} />}</main>
      <SosButton place={place} />
    </div>
  );
}

function Top() {
  const t = useTranslations('patrol');
  const localized = useLocalized();
  const squad = useStore(patrolStore, (patrol) => (patrol.state === 'ready' ? patrol.task.squad : null));
  return (
    <header className={styles.top}>
      <span className={styles.squad}>
        <b>{squad !== null && localized(squad.name)}</b>
        <small>{squad !== null && t(squad.onDuty ? 'onDuty' : 'offDuty')}</small>
      </span>
      <LanguageChoice />
      <Link href="/account" className={styles.quiet}>
        {t('account')}
      </Link>
      <SignOut />
    </header>
  );
}

function SignOut() {
  const t = useTranslations('patrol');
  return (
    <button type="button" className={styles.quiet} onClick={() => void leaveSession()}>
      {t('signOut')}
    </button>
  );
}

function Idle() {
  const t = useTranslations('patrol');
  return (
    <section className={styles.idle}>
      <h1>{t('idle')}</h1>
      <p>{t('idleHint')}</p>
    </section>
  );
}

function NoSquad() {
  const t = useTranslations('patrol');
  return (
    <Notice title={t('noSquad')}>
      <SignOut />
    </Notice>
  );
}
