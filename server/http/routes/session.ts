import type { Principal } from '#core/access';
import { type Me, meSchema, signInSchema } from '#core/contracts';
import { revokeSession } from '#db/repositories';
import { signIn } from '../auth/sign-in.ts';
import { noContent, pendingRoute, publicRoute } from '../route.ts';

export const postSession = publicRoute(
  {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; sets the session cookie',
    body: signInSchema,
    answer: meSchema,
    refusals: ['auth.bad_credentials', 'auth.locked', 'overloaded'],
  },
  async ({ body, address, services }) => {
    const { principal, token } = await signIn({ ...body, address }, services);
    return { body: toMe(principal, services.clock.now()), setCookie: services.cookie.store(token) };
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
  async ({ principal, services }) => {
    await revokeSession(services.db, principal.sessionId, principal.userId, services.clock.now());
    return { body: null, setCookie: services.cookie.clear() };
  },
);

function toMe(principal: Principal, serverTimeMs: number): Me {
  const { userId: id, kind, username, displayName, locale, memberships, pending } = principal;
  return { id, kind, username, displayName, locale, memberships: [...memberships], pending, serverTimeMs };
}
