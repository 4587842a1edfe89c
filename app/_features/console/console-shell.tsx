import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { alertReader } from '../../_lib/alerts/index.ts';
import { connectRealtime, followJournal } from '../../_lib/realtime/index.ts';
import { endSession, homeOf, loadSession, sessionStore, useMay } from '../../_lib/session/index.ts';
import { squadReader } from '../../_lib/squads/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import button from '../../_ui/button.module.css';
import { Notice } from '../../_ui/notice.tsx';
import styles from './console-shell.module.css';
import { Header } from './header.tsx';

/** How often the page compares clocks with the server; also notices a session that ended while nothing was asked. */
const COMPARE_CLOCKS_MS = 5 * 60_000;
const RETRY_MS = 5_000;
/** The one page of the console that is there for everybody. */
const ACCOUNT = '/account';

/** The frame around all pages for signed-in users: who is here, the header, and the line to the server. */
export function ConsoleShell({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('console');
  const path = usePathname();
  const session = useStoreValue(sessionStore);
  useSession(session.state);
  if (session.state === 'unreachable') {
    return (
      <Notice title={t('unreachable')} text={t('unreachableHint')}>
        <button type="button" className={button.button} onClick={() => void loadSession()}>
          {t('retry')}
        </button>
      </Notice>
    );
  }
  if (session.state !== 'signed_in') return <Notice title={t('loading')} />;
  if (session.me.pending !== null) return <Elsewhere page="/sign-in" />;
  const home = homeOf(session.me);
  if (home === '/screens/show' || (home === '/patrol' && path !== ACCOUNT)) return <Elsewhere page={home} />;
  return (
    <div className={styles.shell}>
      <Header me={session.me} />
      {children}
    </div>
  );
}

/** A handheld or a screen has nothing to see at a console; a session that owes something, nothing anywhere. */
function Elsewhere({ page }: { readonly page: string }) {
  const t = useTranslations('console');
  useEffect(() => window.location.replace(page), [page]);
  return <Notice title={t('loading')} />;
}

/** The paths of the user's own units come with the session. */
const listeners = { onSessionEnded: endSession, onAccessChanged: () => void loadSession() };

function useSession(state: 'loading' | 'signed_in' | 'signed_out' | 'unreachable'): void {
  useEffect(() => {
    if (state === 'loading') void loadSession();
    if (state === 'signed_out') leavePage();
    if (state !== 'signed_in' && state !== 'unreachable') return;
    const everyMs = state === 'signed_in' ? COMPARE_CLOCKS_MS : RETRY_MS;
    const timer = setInterval(() => void loadSession(), everyMs);
    return () => clearInterval(timer);
  }, [state]);
  const isSignedIn = state === 'signed_in';
  // A handheld, on its account's page, is told of nothing here.
  const seesTree = useMay('tree.read');
  const follows = isSignedIn && seesTree;
  useEffect(() => (follows ? connectRealtime(listeners) : undefined), [follows]);
  const seesAlerts = useMay('alert.read');
  const seesSquads = useMay('squad.read');
  useEffect(() => (seesAlerts ? followJournal(alertReader) : undefined), [seesAlerts]);
  useEffect(() => (seesSquads ? followJournal(squadReader) : undefined), [seesSquads]);
}

/** A whole new page, so that nothing the user saw stays in this one's memory. */
function leavePage(): void {
  const session = sessionStore.get();
  const why = session.state === 'signed_out' ? session.why : 'none';
  window.location.replace(why === 'none' ? '/sign-in' : `/sign-in?why=${why}`);
}
