import type { Principal, SignInPolicy } from '#core/access';
import type { Clock } from '#core/kit';
import type { Database } from '#db/database';
import { findPrincipal, touchSession } from '#db/repositories';
import type { Credential } from './credential.ts';
import { hashToken } from './token.ts';

type Read = (credential: Credential) => Promise<Principal | null>;

/**
 * Finds whose session a credential is of. Nothing is cached: a user who is disabled, or whose rights change, is another
 * one from the next request on.
 */
export interface SessionReader {
  /** For a request of the user's: the session counts as used. */
  readonly use: Read;
  /** Only asks: for checks that the user does not make. */
  readonly look: Read;
}

export function sessionReader(db: Database, clock: Clock, policy: SignInPolicy): SessionReader {
  const look: Read = async ({ token, carrier }) =>
    token === null ? null : findPrincipal(db, hashToken(token), clock.now(), carrier, policy);
  const use: Read = async (credential) => {
    const principal = await look(credential);
    if (principal !== null) await touchSession(db, principal.sessionId, clock.now());
    return principal;
  };
  return { use, look };
}
