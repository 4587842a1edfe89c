import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import type { Border, OrgPath, OrgUnit, Scope } from '#core/org';
import { insertRows, type Queryable } from '../database/index.ts';
import { cameras, orgUnits, withinScope } from '../schema/index.ts';

/** An org unit as it is entered; `code` is its division code (GB/T 2260). */
export interface NewOrgUnit extends OrgUnit {
  readonly code: string;
  readonly border?: Border | null;
}

const columns = {
  id: orgUnits.id,
  parentId: orgUnits.parentId,
  path: orgUnits.path,
  level: orgUnits.level,
  name: { zh: orgUnits.nameZh, en: orgUnits.nameEn },
};

/** Every unit of the scope, parents before children, with the cameras of its whole subtree counted. */
export async function listOrgTree(db: Queryable, scope: Scope): Promise<OrgNode[]> {
  // Each group of cameras is counted at its unit and at every ancestor: work in proportion to the depth of the
  // tree, not units × cameras.
  const rollUp = db
    .select({
      place: sql<OrgPath>`subpath(own.org_path, 0, depth)`.as('place'),
      total: sql<number>`sum(own.total)::int`.as('total'),
      online: sql<number>`sum(own.online)::int`.as('online'),
    })
    .from(
      sql`(select org_path, count(*) as total, count(*) filter (where health_state = 'online') as online
        from ${cameras} where ${withinScope(cameras.orgPath, scope)} group by org_path) as own
        cross join lateral generate_series(1, nlevel(own.org_path)) as depth`,
    )
    .groupBy(sql`1`)
    .as('roll_up');
  return db
    .select({
      ...columns,
      closed: sql<boolean>`${orgUnits.closedMs} is not null`,
      cameras: {
        total: sql<number>`coalesce(${rollUp.total}, 0)`,
        online: sql<number>`coalesce(${rollUp.online}, 0)`,
      },
    })
    .from(orgUnits)
    .leftJoin(rollUp, eq(rollUp.place, orgUnits.path))
    .where(withinScope(orgUnits.path, scope))
    .orderBy(asc(orgUnits.path));
}

/** The open units of the scope by their division codes; a code that several of them have names none. */
export async function listOrgCodes(db: Queryable, scope: Scope): Promise<ReadonlyMap<string, OrgUnitId>> {
  const units = await db
    .select({ code: orgUnits.code, id: sql<OrgUnitId>`min(${orgUnits.id})` })
    .from(orgUnits)
    .where(and(isNull(orgUnits.closedMs), withinScope(orgUnits.path, scope)))
    .groupBy(orgUnits.code)
    .having(sql`count(*) = 1`);
  return new Map(units.map(({ code, id }) => [code, id]));
}

/** @returns null when there is no such unit within the scope */
export async function findOrgUnit(db: Queryable, scope: Scope, id: OrgUnitId): Promise<OrgUnit | null> {
  const [unit] = await db
    .select(columns)
    .from(orgUnits)
    .where(and(eq(orgUnits.id, id), withinScope(orgUnits.path, scope)));
  return unit ?? null;
}

/** The path of the tree's root, for journal entries that belong to no narrower place; null in an empty database. */
export async function findRootPath(db: Queryable): Promise<OrgPath | null> {
  const [root] = await db
    .select({ path: orgUnits.path })
    .from(orgUnits)
    .where(isNull(orgUnits.parentId))
    .orderBy(asc(orgUnits.path))
    .limit(1);
  return root?.path ?? null;
}

/** Inserts units in any order; a parent is either among them or there already. */
export async function insertOrgUnits(tx: Queryable, units: readonly NewOrgUnit[]): Promise<void> {
  const depth = (unit: NewOrgUnit) => unit.path.split('.').length;
  const rows = [...units]
    .sort((a, b) => depth(a) - depth(b))
    .map(({ name, ...unit }) => ({ ...unit, nameZh: name.zh, nameEn: name.en }));
  await insertRows(tx, orgUnits, rows);
}
