import { useStore } from '../store/index.ts';
import { adminPages } from './admin-pages.ts';
import { mayAnywhere } from './may-anywhere.ts';
import { sessionStore } from './session-store.ts';

/** The pages of administration that whoever is signed in may open. */
export function useAdminPages(): readonly (typeof adminPages)[number][] {
  const me = useStore(sessionStore, (session) => (session.state === 'signed_in' ? session.me : null));
  return me === null ? [] : adminPages.filter(({ action }) => mayAnywhere(me, action));
}
