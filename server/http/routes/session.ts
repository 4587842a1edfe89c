import type { Principal } from '#core/access';
import { type Me, meSchema, secondFactorSchema, signInSchema } from '#core/contracts';
import { revokeSession } from '#db/repositories';
import type { OpenedSession } from '../auth/open-session.ts';
import { showSecondFactor } from '../auth/second-factor.ts';
import { signIn } from '../auth/sign-in.ts';
import { callerOf, noContent, pendingRoute, publicRoute, type Reply } from '../route.ts';
import type { Services } from '../services.ts';

export const postSession = publicRoute(
  {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; sets the session cookie. `pending` says what the session still owes',
    body: signInSchema,
    answer: meSchema,
    refusals: ['auth.bad_credentials', 'auth.password_expired', 'auth.locked', 'overloaded'],
  },
  async (call) => opened(await signIn(call.body, callerOf(call), call.services), call.services),
);

export const postSecondFactor = pendingRoute(
  {
    method: 'post',
    path: '/api/session/second-factor',
    summary: 'Show the second factor the session owes; sets another session cookie',
    body: secondFactorSchema,
    answer: meSchema,
    refusals: ['auth.bad_code', 'auth.nothing_pending', 'auth.locked'],
  },
  async (call) => {
    const { principal, body, services } = call;
    return opened(await showSecondFactor(principal, body.code, callerOf(call), services), services);
  },
);

export const getSession = pendingRoute(
  { method: 'get', path: '/api/session', summary: 'Who is signed in', answer: meSchema },
  async ({ principal, services }) => ({ body: toMe(principal, services.clock.now()) }),
);

export const deleteSession = pendingRoute(
  {
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out; sockets and streams of the session end too',
    answer: noContent,
  },
  async ({ principal, address, services }) => {
    const { sessionId, userId, username: actorName } = principal;
    await revokeSession(services.db, sessionId, userId, services.clock.now(), { actorName, address });
    return { body: null, setCookie: services.cookie.clear() };
  },
);

function opened({ principal, token }: OpenedSession, { clock, cookie }: Services): Reply<Me> {
  return { body: toMe(principal, clock.now()), setCookie: cookie.store(token) };
}

/** A principal as its own browser learns of it. */
export function toMe(principal: Principal, serverTimeMs: number): Me {
  const { userId: id, kind, username, displayName, locale, memberships, pending } = principal;
  return { id, kind, username, displayName, locale, memberships: [...memberships], pending, serverTimeMs };
}
