import { type ImportRowError, importPeopleResponseSchema, importPeopleSchema } from '#core/contracts';
import { newId } from '#core/kit';
import { findTakenUsernames, type ImportRefusal, importPeople, listOrgCodes } from '#db/repositories';
import { newOneTimePassword } from '../auth/one-time-password.ts';
import { refuseWrongRows } from '../errors/import-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { type PeopleList, readPeopleList } from '../people-list/read-people-list.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import type { Services } from '../services.ts';
import { LIST_BODY_BYTES_MAX, listFileOf } from '../table-file/index.ts';

export const postPeopleImport = scopedRoute(
  'account.manage',
  {
    method: 'post',
    path: '/api/people/import',
    summary: 'Make the accounts of a list (CSV or Excel), all or none; the answer alone has their passwords',
    body: importPeopleSchema,
    bodyBytesMax: LIST_BODY_BYTES_MAX,
    answer: importPeopleResponseSchema,
    refusals: ['import.invalid', 'account.changed_meanwhile'],
  },
  async (call) => {
    const { services, scope, body } = call;
    const { db, clock } = services;
    const orgUnits = await listOrgCodes(db, scope);
    const list = await readPeopleList(listFileOf(body.file), { orgUnits, nowMs: clock.now() });
    const taken = await findTakenUsernames(db, [...list.lines.keys()]);
    refuseWrongRows([...list.errors, ...takenRows(taken, list)]);
    const accounts = list.people.length;
    if (body.dryRun) return { body: { accounts, passwords: [] } };

    const people = await withPasswords(list.people, services);
    const imported = await importPeople(db, people, auditedChangeOf(call));
    if (!imported.ok) refuseOvertaken(imported.error, list);
    const passwords = people.map(({ username, displayName, oneTimePassword }) => ({
      ...{ username, name: displayName.zh, oneTimePassword },
    }));
    return { body: { accounts, passwords } };
  },
);

function takenRows(taken: ReadonlySet<string>, { lines }: PeopleList): ImportRowError[] {
  return [...taken].map((name) => ({
    ...{ line: lines.get(name) ?? 0, column: 'username', error: 'username_taken' as const },
  }));
}

/** @throws HttpProblem what somebody else changed between the check and the import */
function refuseOvertaken(refused: ImportRefusal, list: PeopleList): void {
  if (refused.code === 'username_taken') refuseWrongRows(takenRows(refused.usernames, list));
  throw new HttpProblem('account.changed_meanwhile', { detail: 'an org unit was moved or closed meanwhile' });
}

/** So many are hashed before others get their turn at the threads. */
const HASHED_AT_ONCE = 32;

async function withPasswords(people: PeopleList['people'], { random, passwords }: Services) {
  const opened = [];
  for (let start = 0; start < people.length; start += HASHED_AT_ONCE) {
    const some = people.slice(start, start + HASHED_AT_ONCE).map(async (person) => {
      const oneTimePassword = newOneTimePassword(random);
      const passwordHash = await passwords.hashRandom(oneTimePassword);
      return { ...person, id: newId('usr', random), oneTimePassword, passwordHash };
    });
    opened.push(...(await Promise.all(some)));
  }
  return opened;
}
