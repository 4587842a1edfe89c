import type { Action } from '#core/access';
import { useStore } from '../store/index.ts';
import { mayAnywhere } from './may-anywhere.ts';
import { sessionStore } from './session-store.ts';

/**
 * Whether whoever is signed in may do this anywhere. The server decides about every single thing; this only keeps
 * from the page what would always be refused.
 */
export function useMay(action: Action): boolean {
  return useStore(
    sessionStore,
    (session) => session.state === 'signed_in' && mayAnywhere(session.me, action),
  );
}
