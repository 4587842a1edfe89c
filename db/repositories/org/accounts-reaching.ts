import { asc, eq, or, type SQL, sql } from 'drizzle-orm';
import type { UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../../database/index.ts';
import { memberships, orgUnits } from '../../schema/index.ts';

/**
 * The accounts that a move concerns: those with a role in what moves, those whose roles reach it now by a unit above
 * and will not after, and those whose roles will.
 */
export async function accountsReaching(db: Queryable, from: OrgPath, to: OrgPath): Promise<UserId[]> {
  const inside = sql`${orgUnits.path} <@ ${from}::ltree`;
  return accountsWhere(db, or(inside, aboveOnly(from, to), aboveOnly(to, from)));
}

/** How many will no longer reach it, and how many only from then on. */
export async function countReach(
  db: Queryable,
  from: OrgPath,
  to: OrgPath,
): Promise<{ readonly losing: number; readonly gaining: number }> {
  const [losing, gaining] = [
    await accountsWhere(db, aboveOnly(from, to)),
    await accountsWhere(db, aboveOnly(to, from)),
  ];
  const kept = new Set(gaining);
  const lost = losing.filter((id) => !kept.has(id));
  const before = new Set(losing);
  return { losing: lost.length, gaining: gaining.filter((id) => !before.has(id)).length };
}

/** Strictly above one path, and not above the other. */
const aboveOnly = (path: OrgPath, other: OrgPath): SQL =>
  sql`(${orgUnits.path} @> ${path}::ltree and ${orgUnits.path} <> ${path}::ltree
    and not ${orgUnits.path} @> ${other}::ltree)`;

async function accountsWhere(db: Queryable, condition: SQL | undefined): Promise<UserId[]> {
  const rows = await db
    .selectDistinct({ id: memberships.userId })
    .from(memberships)
    .innerJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(condition)
    .orderBy(asc(memberships.userId));
  return rows.map(({ id }) => id);
}
