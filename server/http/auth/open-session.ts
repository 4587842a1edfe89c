import { type Pending, type Principal, pendingOf, sessionLimits } from '#core/access';
import { type EpochMs, newId } from '#core/kit';
import {
  createSession,
  findPrincipal,
  findSessionOrigin,
  findSignInAccount,
  type NewSession,
  replaceSession,
  type SignInAccount,
} from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import { hashToken, newToken } from './token.ts';

export interface OpenedSession {
  readonly principal: Principal;
  /** For the browser's cookie. */
  readonly token: string;
}

/** How somebody has shown who they are. */
export interface Shown {
  /** The identity provider that vouches for them; null: their password does. */
  readonly issuer: string | null;
  /** When the second factor was shown, here or there. */
  readonly secondFactorMs: EpochMs | null;
}

/** What an account owes in a session that begins like this. */
export function owedBy(account: SignInAccount, shown: Shown, services: Services): Pending | null {
  const facts = {
    kind: account.kind,
    roles: account.roles,
    isEnrolled: account.secondFactor !== null,
    wasShown: shown.secondFactorMs !== null,
    password: shown.issuer === null ? account.password : null,
  };
  return pendingOf(facts, services.signInPolicy, services.clock.now());
}

/** Opens a session for somebody who has shown who they are. */
export async function openSession(
  account: SignInAccount,
  shown: Shown,
  caller: Caller,
  services: Services,
): Promise<OpenedSession> {
  const { session, token } = newSession(account, shown, caller, services);
  await createSession(services.db, session);
  return { principal: await principalOf(token, services), token };
}

/**
 * Puts another session in place of one in which something owed was shown: its id and token are new, so that whoever knew
 * those of the unfinished one has nothing.
 * @throws HttpProblem `auth.required` when that one is over
 */
export async function renewSession(
  { sessionId, userId }: Principal,
  shown: Partial<Shown>,
  caller: Caller,
  services: Services,
): Promise<OpenedSession> {
  const { db } = services;
  const account = await findSignInAccount(db, userId);
  const origin = await findSessionOrigin(db, sessionId);
  if (account === null || origin === null) throw new HttpProblem('auth.required');
  const { session, token } = newSession(account, { ...origin, ...shown }, caller, services);
  const isReplaced = await db.transaction((tx) => replaceSession(tx, sessionId, session));
  if (!isReplaced) throw new HttpProblem('auth.required');
  return { principal: await principalOf(token, services), token };
}

function newSession(
  account: SignInAccount,
  shown: Shown,
  { address, userAgent }: Caller,
  services: Services,
): { readonly session: NewSession; readonly token: string } {
  const token = newToken(services.random);
  const nowMs = services.clock.now();
  const pending = owedBy(account, shown, services);
  const { idleMs, absoluteMs } = sessionLimits(account.roles, services.signInPolicy.profile, pending);
  const session = {
    ...{ id: newId('ses', services.random), userId: account.id, tokenHash: hashToken(token), nowMs },
    ...{ idleTimeoutMs: idleMs, expiresMs: nowMs + absoluteMs },
    ...{ address, userAgent, pending, issuer: shown.issuer, secondFactorMs: shown.secondFactorMs },
  };
  return { session, token };
}

async function principalOf(token: string, { db, clock, signInPolicy }: Services): Promise<Principal> {
  const principal = await findPrincipal(db, hashToken(token), clock.now(), 'cookie', signInPolicy);
  // Disabled between the check and now.
  if (principal === null) throw new HttpProblem('auth.bad_credentials');
  return principal;
}
