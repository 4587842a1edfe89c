import { useMemo } from 'react';
import { type Action, roleMay } from '#core/access';
import type { Scope } from '#core/org';
import { useStore } from '../store/index.ts';
import { sessionStore } from './session-store.ts';

/** The subtrees in which whoever is signed in may do this. */
export function useScopeFor(action: Action): Scope {
  const me = useStore(sessionStore, (session) => (session.state === 'signed_in' ? session.me : null));
  return useMemo(() => {
    const allowing = (me?.memberships ?? []).filter(({ role }) => roleMay(role, action));
    return { paths: allowing.map(({ orgPath }) => orgPath) };
  }, [me, action]);
}
