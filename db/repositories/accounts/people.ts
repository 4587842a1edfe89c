import { and, asc, desc, eq, exists, gt, inArray, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { PeoplePage, PeopleQuery, Person, PersonDetail, PersonState } from '#core/contracts';
import { assertNever, type EpochMs, type UserId } from '#core/kit';
import { inScope, type Scope } from '#core/org';
import type { Queryable } from '../../database/index.ts';
import { memberships, orgUnits, sessions, users, withinScope } from '../../schema/index.ts';
import { containsText, storableText } from '../text-search.ts';
import { findAccount } from './account.ts';
import { holdsMore } from './grants.ts';

const columns = {
  id: users.id,
  username: users.username,
  displayName: { zh: users.displayNameZh, en: users.displayNameEn },
  locale: users.locale,
  orgUnitId: users.orgUnitId,
  orgPath: users.orgPath,
  orgName: { zh: orgUnits.nameZh, en: orgUnits.nameEn },
  createdMs: users.createdMs,
  expiresMs: users.expiresMs,
  lastSignInMs: users.lastSignInMs,
  version: users.version,
  disabledMs: users.disabledMs,
  oneTime: users.passwordIsOneTime,
  totpConfirmedMs: users.totpConfirmedMs,
};
type Row = Omit<Person, 'state' | 'memberships' | 'hasSecondFactor'> & {
  readonly disabledMs: EpochMs | null;
  readonly oneTime: boolean;
  readonly totpConfirmedMs: EpochMs | null;
};

/** A page of the people whose accounts belong to the scope, with the roles they hold in it. Paged by key. */
export async function listPeople(
  db: Queryable,
  scope: Scope,
  query: PeopleQuery,
  nowMs: EpochMs,
): Promise<PeoplePage> {
  const lastSignIn = sql<number>`coalesce(${users.lastSignInMs}, 0)`;
  const order = query.sort === 'username' ? [asc(users.username)] : [asc(lastSignIn), asc(users.username)];
  const rows = await db
    .select(columns)
    .from(users)
    .innerJoin(orgUnits, eq(orgUnits.id, users.orgUnitId))
    .where(and(eq(users.kind, 'person'), withinScope(users.orgPath, scope), ...filters(query, scope, nowMs)))
    .orderBy(...order)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const items = await withRoles(db, scope, page, nowMs);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : cursorOf(last, query.sort) };
}

function filters(query: PeopleQuery, scope: Scope, nowMs: EpochMs): SQL[] {
  const conditions: SQL[] = [];
  const { orgUnitId, search, role, state, cursor } = query;
  if (orgUnitId !== undefined) {
    const path = sql`(select ${orgUnits.path} from ${orgUnits} where ${orgUnits.id} = ${orgUnitId})`;
    conditions.push(sql`${users.orgPath} <@ ${path}`);
  }
  if (search !== undefined) conditions.push(containsText(users.searchText, search));
  if (role !== undefined) conditions.push(holds(role, scope));
  if (state !== undefined) conditions.push(isIn(state, nowMs));
  if (cursor !== undefined) conditions.push(isAfter(cursor, query.sort));
  return conditions;
}

/** Only a role that the reader sees finds somebody. */
function holds(role: Person['memberships'][number]['role'], scope: Scope): SQL {
  return exists(
    sql`(select from ${memberships} join ${orgUnits} as place on place.id = ${memberships.orgUnitId}
      where ${memberships.userId} = ${users.id} and ${memberships.role} = ${role} and ${placeWithin(scope)})`,
  );
}

function placeWithin(scope: Scope): SQL {
  const subtrees = scope.paths.map((path) => sql`place.path <@ ${path}::ltree`);
  return subtrees.length === 0 ? sql`false` : sql`(${sql.join(subtrees, sql` or `)})`;
}

function isIn(state: PersonState, nowMs: EpochMs): SQL {
  const isOver = lte(users.expiresMs, nowMs);
  const isOpen = sql`${users.disabledMs} is null and (${users.expiresMs} is null or ${users.expiresMs} > ${nowMs})`;
  switch (state) {
    case 'disabled':
      return isNotNull(users.disabledMs);
    case 'expired':
      return sql`${isNull(users.disabledMs)} and ${isOver}`;
    case 'one_time_password':
      return sql`${isOpen} and ${users.passwordIsOneTime}`;
    case 'active':
      return sql`${isOpen} and not ${users.passwordIsOneTime}`;
    default:
      return assertNever(state);
  }
}

/** A cursor is the sort key of the last line: its user name, after its last sign-in if sorted by that. */
function cursorOf({ username, lastSignInMs }: Person, sort: PeopleQuery['sort']): string {
  return sort === 'username' ? username : `${lastSignInMs ?? 0} ${username}`;
}

function isAfter(cursor: string, sort: PeopleQuery['sort']): SQL {
  const text = storableText(cursor);
  if (sort === 'username') return gt(users.username, text);
  const [, ms = '0', username = ''] = /^(\d{1,15}) (.*)$/s.exec(text) ?? [];
  return sql`(coalesce(${users.lastSignInMs}, 0), ${users.username}) > (${Number(ms)}, ${username})`;
}

async function withRoles(
  db: Queryable,
  scope: Scope,
  rows: readonly Row[],
  nowMs: EpochMs,
): Promise<Person[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const held = await db
    .select({
      userId: memberships.userId,
      role: memberships.role,
      orgUnitId: memberships.orgUnitId,
      orgPath: orgUnits.path,
      orgName: { zh: orgUnits.nameZh, en: orgUnits.nameEn },
    })
    .from(memberships)
    .innerJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(and(inArray(memberships.userId, ids), withinScope(orgUnits.path, scope)))
    .orderBy(asc(orgUnits.path), asc(memberships.role));
  const byUser = Map.groupBy(held, ({ userId }) => userId);
  return rows.map(({ disabledMs, oneTime, totpConfirmedMs, ...row }) => ({
    ...row,
    state: stateOf({ disabledMs, oneTime, expiresMs: row.expiresMs }, nowMs),
    hasSecondFactor: totpConfirmedMs !== null,
    memberships: (byUser.get(row.id) ?? []).map(({ userId: _, ...membership }) => membership),
  }));
}

function stateOf(
  { disabledMs, oneTime, expiresMs }: Pick<Row, 'disabledMs' | 'oneTime' | 'expiresMs'>,
  nowMs: EpochMs,
): PersonState {
  if (disabledMs !== null) return 'disabled';
  if (expiresMs !== null && expiresMs <= nowMs) return 'expired';
  return oneTime ? 'one_time_password' : 'active';
}

const SESSIONS_MAX = 50;

/**
 * One person with live sessions, for somebody who may read it in `scope` and administers in `managed`.
 * @returns null when there is no such person within the scope
 */
export async function findPerson(
  db: Queryable,
  scope: Scope,
  id: UserId,
  { managed, nowMs }: { readonly managed: Scope; readonly nowMs: EpochMs },
): Promise<PersonDetail | null> {
  const account = await findAccount(db, scope, id, 'person');
  if (account === null) return null;
  const rows = await db
    .select(columns)
    .from(users)
    .innerJoin(orgUnits, eq(orgUnits.id, users.orgUnitId))
    .where(eq(users.id, id));
  const [person] = await withRoles(db, scope, rows, nowMs);
  if (person === undefined) return null;
  const mayManage = inScope(managed, person.orgPath);
  return {
    ...{ ...person, mayManage, holdsMore: holdsMore(account, managed) },
    sessions: mayManage ? await liveSessions(db, id, nowMs) : [],
  };
}

async function liveSessions(db: Queryable, id: UserId, nowMs: EpochMs): Promise<PersonDetail['sessions']> {
  const { address, userAgent, createdMs, lastSeenMs } = sessions;
  return db
    .select({ id: sessions.id, address, userAgent, createdMs, lastSeenMs })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, id),
        isNull(sessions.revokedMs),
        gt(sessions.expiresMs, nowMs),
        gt(sql`${sessions.lastSeenMs} + ${sessions.idleTimeoutMs}`, nowMs),
      ),
    )
    .orderBy(desc(sessions.lastSeenMs))
    .limit(SESSIONS_MAX);
}
