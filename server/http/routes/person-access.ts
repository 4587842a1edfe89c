import { z } from 'zod';
import { oneTimePasswordSchema, userIdSchema } from '#core/contracts';
import type { Result, UserId } from '#core/kit';
import type { Database } from '#db/database';
import {
  type AccountRefusal,
  type AuditedChange,
  disablePerson,
  enablePerson,
  endPersonSessions,
  resetPassword,
  resetSecondFactor,
} from '#db/repositories';
import { newOneTimePassword } from '../auth/one-time-password.ts';
import { accountRefusal } from '../errors/account-refusal.ts';
import type { ProblemCode } from '../errors/problem.ts';
import { auditedChangeOf, noContent, type Route, scopedRoute } from '../route.ts';

const params = z.object({ id: userIdSchema });

/** A route that opens or closes a person's account, and has nothing to answer. */
function accessRoute(
  definition: Pick<Route, 'method' | 'path' | 'summary'> & { readonly refusals?: readonly ProblemCode[] },
  change: (db: Database, id: UserId, by: AuditedChange) => Promise<Result<void, AccountRefusal>>,
): Route {
  return scopedRoute('account.manage', { ...definition, params, answer: noContent }, async (call) => {
    const changed = await change(call.services.db, call.params.id, auditedChangeOf(call));
    if (!changed.ok) throw accountRefusal(changed.error);
    return { body: null };
  });
}

export const postPersonDisable = accessRoute(
  {
    method: 'post',
    path: '/api/people/{id}/disable',
    summary: 'Bar an account: sessions, sockets and streams end within 5 s',
    refusals: ['account.own', 'account.last_administrator'],
  },
  disablePerson,
);

export const postPersonEnable = accessRoute(
  {
    method: 'post',
    path: '/api/people/{id}/enable',
    summary: 'Let a barred account be used again',
    refusals: ['account.holds_more'],
  },
  enablePerson,
);

export const deletePersonSecondFactor = accessRoute(
  {
    method: 'delete',
    path: '/api/people/{id}/second-factor',
    summary: 'Take a lost second factor away; sessions end',
    refusals: ['account.own', 'account.holds_more'],
  },
  resetSecondFactor,
);

export const deletePersonSessions = accessRoute(
  { method: 'delete', path: '/api/people/{id}/sessions', summary: 'End every session of a person' },
  endPersonSessions,
);

export const postPersonPassword = scopedRoute(
  'account.manage',
  {
    method: 'post',
    path: '/api/people/{id}/password',
    summary: 'Put a one-time password in place of the password; the answer alone has it, and sessions end',
    params,
    answer: oneTimePasswordSchema,
    refusals: ['account.own', 'account.holds_more'],
  },
  async (call) => {
    const { db, random, passwords } = call.services;
    const oneTimePassword = newOneTimePassword(random);
    const passwordHash = await passwords.hashRandom(oneTimePassword);
    const changed = await resetPassword(db, call.params.id, passwordHash, auditedChangeOf(call));
    if (!changed.ok) throw accountRefusal(changed.error);
    return { body: { oneTimePassword } };
  },
);
