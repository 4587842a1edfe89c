import { sql } from 'drizzle-orm';
import type { Role } from '#core/access';
import {
  type EpochMs,
  fail,
  type Locale,
  type LocalizedText,
  type OrgUnitId,
  ok,
  type Result,
  type UserId,
} from '#core/kit';
import type { OrgPath } from '#core/org';
import { type Database, insertRows, type Queryable } from '../../database/index.ts';
import { memberships, users } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { changingAccounts, tellOfAccounts } from './changing-accounts.ts';
import { grantText, unitsInUse } from './grants.ts';

/** A person of a list, with a one-time password. */
interface PersonToImport {
  readonly id: UserId;
  readonly username: string;
  readonly passwordHash: string;
  readonly displayName: LocalizedText;
  readonly locale: Locale;
  readonly orgUnitId: OrgUnitId;
  readonly role: Role;
  readonly roleUnitId: OrgUnitId;
  readonly expiresMs: EpochMs | null;
}

/** Which of these user names accounts have already, in small letters, whatever the case. */
export async function findTakenUsernames(
  db: Queryable,
  usernames: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = JSON.stringify(usernames.map((name) => name.toLowerCase()));
  // One parameter, however many they are.
  const rows = await db
    .select({ name: sql<string>`lower(${users.username})` })
    .from(users)
    .where(sql`lower(${users.username}) in (select jsonb_array_elements_text(${asked}::jsonb))`);
  return new Set(rows.map(({ name }) => name));
}

/** Why nobody was imported: somebody made one of the accounts, or changed one of the units, meanwhile. */
export type ImportRefusal =
  | { readonly code: 'username_taken'; readonly usernames: ReadonlySet<string> }
  | { readonly code: 'unknown_unit' };

/** Makes the accounts of a list, each with one role, all or none. */
export function importPeople(
  db: Database,
  people: readonly PersonToImport[],
  by: AuditedChange,
): Promise<Result<void, ImportRefusal>> {
  return changingAccounts(db, async (tx) => {
    const units = await unitsInUse(
      tx,
      by.scope,
      people.flatMap(({ orgUnitId, roleUnitId }) => [orgUnitId, roleUnitId]),
    );
    if (people.some((person) => !units.has(person.orgUnitId) || !units.has(person.roleUnitId)))
      return fail({ code: 'unknown_unit' });
    const taken = await findTakenUsernames(
      tx,
      people.map(({ username }) => username),
    );
    if (taken.size > 0) return fail({ code: 'username_taken', usernames: taken });
    await insertRows(
      tx,
      users,
      people.map((person) => toRow(person, units, by.nowMs)),
    );
    await insertRows(
      tx,
      memberships,
      people.map(({ id, role, roleUnitId }) => ({ userId: id, role, orgUnitId: roleUnitId })),
    );
    await tellOfAccounts(
      tx,
      people.map((person) => toldOf(person, units)),
      by,
    );
    return ok(undefined);
  });
}

type Units = ReadonlyMap<OrgUnitId, OrgPath>;

function pathIn(units: Units, id: OrgUnitId): OrgPath {
  const path = units.get(id);
  if (path === undefined) throw new Error(`the unit ${id} was there before`);
  return path;
}

function toRow(person: PersonToImport, units: Units, nowMs: EpochMs) {
  const { id, username, passwordHash, displayName, locale, orgUnitId, expiresMs } = person;
  return {
    ...{ id, username, passwordHash, locale, orgUnitId, expiresMs, kind: 'person' as const, version: 1 },
    ...{ passwordIsOneTime: true, passwordChangedMs: nowMs, createdMs: nowMs },
    ...{ displayNameZh: displayName.zh, displayNameEn: displayName.en },
    orgPath: pathIn(units, orgUnitId),
  };
}

function toldOf({ id, username, role, orgUnitId, roleUnitId, expiresMs }: PersonToImport, units: Units) {
  const granted = grantText({ role, orgUnitId: roleUnitId, orgPath: pathIn(units, roleUnitId) });
  const expires = expiresMs === null ? null : new Date(expiresMs).toISOString();
  const detail = { username, roles: [granted], expires };
  return { id, orgPath: pathIn(units, orgUnitId), action: 'account.imported', detail } as const;
}
