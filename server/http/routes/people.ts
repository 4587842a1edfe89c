import { z } from 'zod';
import { scopeFor } from '#core/access';
import {
  changeMembershipsSchema,
  changePersonSchema,
  createdPersonSchema,
  createPersonSchema,
  peoplePageSchema,
  peopleQuerySchema,
  personDetailSchema,
  userIdSchema,
} from '#core/contracts';
import { type EpochMs, newId } from '#core/kit';
import { changeMemberships, changePerson, createPerson, findPerson, listPeople } from '#db/repositories';
import { newOneTimePassword } from '../auth/one-time-password.ts';
import { accountRefusal } from '../errors/account-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, noContent, scopedRoute } from '../route.ts';

const params = z.object({ id: userIdSchema });

export const getPeople = scopedRoute(
  'account.read',
  {
    method: 'get',
    path: '/api/people',
    summary: 'People whose accounts belong to the caller’s scope, page by page',
    query: peopleQuerySchema,
    answer: peoplePageSchema,
  },
  async ({ scope, query, services: { db, clock } }) => ({
    body: await listPeople(db, scope, query, clock.now()),
  }),
);

export const getPerson = scopedRoute(
  'account.read',
  {
    method: 'get',
    path: '/api/people/{id}',
    summary: 'One person, with roles and live sessions',
    params,
    answer: personDetailSchema,
  },
  async ({ scope, params: { id }, principal, services: { db, clock } }) => {
    const managed = scopeFor(principal, 'account.manage');
    const person = await findPerson(db, scope, id, { managed, nowMs: clock.now() });
    if (person === null) throw new HttpProblem('not_found');
    return { body: person };
  },
);

export const postPeople = scopedRoute(
  'account.manage',
  {
    method: 'post',
    path: '/api/people',
    summary: 'Make a person’s account; the answer alone has its one-time password',
    body: createPersonSchema,
    answer: createdPersonSchema,
    refusals: [
      'account.username_taken',
      'account.auditor_apart',
      'account.role_not_for_kind',
      'account.expires_in_past',
    ],
  },
  async (call) => {
    const { db, random, passwords, clock } = call.services;
    refusePast(call.body.expiresMs, clock.now());
    const id = newId('usr', random);
    const oneTimePassword = newOneTimePassword(random);
    const passwordHash = await passwords.hashRandom(oneTimePassword);
    const created = await createPerson(db, { ...call.body, id, passwordHash }, auditedChangeOf(call));
    if (!created.ok) throw accountRefusal(created.error);
    return { body: { id, oneTimePassword } };
  },
);

export const putPerson = scopedRoute(
  'account.manage',
  {
    method: 'put',
    path: '/api/people/{id}',
    summary: 'Change a person’s names, home unit, language and last day',
    params,
    body: changePersonSchema,
    answer: noContent,
    refusals: [
      'account.changed_meanwhile',
      'account.own',
      'account.holds_more',
      'account.last_administrator',
    ],
  },
  async (call) => {
    const changed = await changePerson(call.services.db, call.params.id, call.body, auditedChangeOf(call));
    if (!changed.ok) throw accountRefusal(changed.error);
    return { body: null };
  },
);

export const putPersonMemberships = scopedRoute(
  'account.manage',
  {
    method: 'put',
    path: '/api/people/{id}/memberships',
    summary: 'Grant and withdraw roles, where the caller administers; roles elsewhere stay',
    params,
    body: changeMembershipsSchema,
    answer: noContent,
    refusals: [
      'account.changed_meanwhile',
      'account.own',
      'account.last_administrator',
      'account.auditor_apart',
      'account.role_not_for_kind',
    ],
  },
  async (call) => {
    const { params, body, services } = call;
    const changed = await changeMemberships(services.db, params.id, body, auditedChangeOf(call));
    if (!changed.ok) throw accountRefusal(changed.error);
    return { body: null };
  },
);

/** An account is not made to be over. @throws HttpProblem `account.expires_in_past` */
export function refusePast(expiresMs: EpochMs | null, nowMs: EpochMs): void {
  if (expiresMs !== null && expiresMs <= nowMs) throw new HttpProblem('account.expires_in_past');
}
