import { z } from 'zod';
import type { Principal } from '#core/access';
import { type SessionEntry, sessionIdSchema, sessionListSchema, userIdSchema } from '#core/contracts';
import { endSessions, isAccountWithin, isSessionWithin, listSessions, type Which } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, noContent, type Reply, scopedRoute, sessionRoute } from '../route.ts';
import type { Services } from '../services.ts';

export const getOwnSessions = sessionRoute(
  {
    method: 'get',
    path: '/api/me/sessions',
    summary: 'Where the one signed in is signed in',
    answer: sessionListSchema,
  },
  async ({ principal, services }) => listed(principal.userId, principal, services),
);

export const deleteOwnSession = sessionRoute(
  {
    method: 'delete',
    path: '/api/me/sessions/{id}',
    summary: 'End a session of one’s own; its sockets and streams end too',
    params: z.object({ id: sessionIdSchema }),
    answer: noContent,
  },
  async ({ principal, params, address, services }) => {
    const which = { sessionId: params.id, userIds: [principal.userId] };
    if (!(await isSessionWithin(services.db, which))) throw new HttpProblem('not_found');
    return ended(which, principal, address, services);
  },
);

export const postOtherSessionsEnd = sessionRoute(
  {
    method: 'post',
    path: '/api/me/sessions/end-others',
    summary: 'End all sessions of one’s own but this one',
    answer: noContent,
  },
  async ({ principal, address, services }) =>
    ended({ userIds: [principal.userId], except: principal.sessionId }, principal, address, services),
);

export const getPersonSessions = scopedRoute(
  'account.manage',
  {
    method: 'get',
    path: '/api/people/{id}/sessions',
    summary: 'Where an account is signed in',
    params: z.object({ id: userIdSchema }),
    answer: sessionListSchema,
  },
  async ({ principal, params, scope, services }) => {
    if (!(await isAccountWithin(services.db, params.id, scope))) throw new HttpProblem('not_found');
    return listed(params.id, principal, services);
  },
);

export const deleteSessionOf = scopedRoute(
  'account.manage',
  {
    method: 'delete',
    path: '/api/sessions/{id}',
    summary: 'End a session of an account one administers; its sockets and streams end too',
    params: z.object({ id: sessionIdSchema }),
    answer: noContent,
  },
  async (call) => {
    const { params, scope, services } = call;
    const which = { sessionId: params.id, scope };
    if (!(await isSessionWithin(services.db, which))) throw new HttpProblem('not_found');
    await services.db.transaction((tx) => endSessions(tx, which, auditedChangeOf(call)));
    return { body: null };
  },
);

async function listed(
  userId: Principal['userId'],
  { sessionId }: Principal,
  { db, clock }: Services,
): Promise<Reply<{ sessions: SessionEntry[] }>> {
  const sessions = await listSessions(db, userId, clock.now());
  return {
    body: {
      sessions: sessions.map(({ secondFactorMs, ...session }) => ({
        ...session,
        isOwn: session.id === sessionId,
        hasSecondFactor: secondFactorMs !== null,
      })),
    },
  };
}

async function ended(
  which: Which,
  { userId: actor, username: actorName }: Principal,
  address: string,
  { db, clock }: Services,
): Promise<Reply<null>> {
  await db.transaction((tx) => endSessions(tx, which, { actor, actorName, address, nowMs: clock.now() }));
  return { body: null };
}
