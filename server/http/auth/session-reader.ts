import type { Principal, SignInPolicy } from '#core/access';
import type { Clock } from '#core/kit';
import type { Database } from '#db/database';
import { findPrincipal, touchSession } from '#db/repositories';
import { hashToken } from './token.ts';

type Read = (token: string | null) => Promise<Principal | null>;

/**
 * Finds whose session a token is. Nothing is cached: a user who is disabled, or whose rights change, is another
 * one from the next request on.
 */
export interface SessionReader {
  /** For a request of the user's: the session counts as used. */
  readonly use: Read;
  /** Only asks: for checks that the user does not make. */
  readonly look: Read;
}

export function sessionReader(db: Database, clock: Clock, policy: SignInPolicy): SessionReader {
  const look: Read = async (token) =>
    token === null ? null : findPrincipal(db, hashToken(token), clock.now(), 'cookie', policy);
  const use: Read = async (token) => {
    const principal = await look(token);
    if (principal !== null) await touchSession(db, principal.sessionId, clock.now());
    return principal;
  };
  return { use, look };
}
