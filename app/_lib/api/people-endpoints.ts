import type { z } from 'zod';
import {
  type ChangeMemberships,
  type ChangePerson,
  type CreatedPerson,
  type CreatePerson,
  createdPersonSchema,
  type ImportedPeople,
  importPeopleResponseSchema,
  type importPeopleSchema,
  oneTimePasswordSchema,
  type PeoplePage,
  type PersonDetail,
  peoplePageSchema,
  type peopleQuerySchema,
  personDetailSchema,
} from '#core/contracts';
import type { UserId } from '#core/kit';
import { command, queryText, request } from './request.ts';

const personPath = (id: UserId) => `/api/people/${encodeURIComponent(id)}`;

/** One page of people. */
export function fetchPeople(
  query: z.input<typeof peopleQuerySchema>,
  signal: AbortSignal,
): Promise<PeoplePage> {
  return request({ path: `/api/people?${queryText(query)}`, signal }, peoplePageSchema);
}

/** One person, with roles and sessions. */
export function fetchPerson(id: UserId, signal: AbortSignal): Promise<PersonDetail> {
  return request({ path: personPath(id), signal }, personDetailSchema);
}

/** Makes an account. @returns its one-time password, this once */
export function createPerson(body: CreatePerson): Promise<CreatedPerson> {
  return request({ method: 'POST', path: '/api/people', body }, createdPersonSchema);
}

/** A city's list is read and written in one go. */
const LIST_LIMIT_MS = 120_000;

/** Checks a list of people, and without `dryRun` makes their accounts, all or none. */
export function importPeople(body: z.input<typeof importPeopleSchema>): Promise<ImportedPeople> {
  const call = { method: 'POST', path: '/api/people/import', body, timeLimitMs: LIST_LIMIT_MS } as const;
  return request(call, importPeopleResponseSchema);
}

/** Changes names, home unit, language and last day. */
export function changePerson(id: UserId, body: ChangePerson): Promise<void> {
  return command({ method: 'PUT', path: personPath(id), body });
}

/** Grants and withdraws roles. */
export function changeMemberships(id: UserId, body: ChangeMemberships): Promise<void> {
  return command({ method: 'PUT', path: `${personPath(id)}/memberships`, body });
}

/** Bars an account, or lets it be used again. */
export function switchPerson(id: UserId, to: 'disable' | 'enable'): Promise<void> {
  return command({ method: 'POST', path: `${personPath(id)}/${to}` });
}

/** Puts a one-time password in place of the password. @returns it, this once */
export async function resetPassword(id: UserId): Promise<string> {
  const call = { method: 'POST', path: `${personPath(id)}/password` } as const;
  return (await request(call, oneTimePasswordSchema)).oneTimePassword;
}

/** Takes a second factor away. */
export function resetSecondFactor(id: UserId): Promise<void> {
  return command({ method: 'DELETE', path: `${personPath(id)}/second-factor` });
}

/** Ends every session of a person. */
export function endSessions(id: UserId): Promise<void> {
  return command({ method: 'DELETE', path: `${personPath(id)}/sessions` });
}
