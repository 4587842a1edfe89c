import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { type Border, type OrgPath, type OrgUnit, type Scope, selfAndAncestors } from '#core/org';
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
  const { rows } = await db.execute<TreeRow>(orgTreeQuery(scope));
  const counts = new Map(rows.map(({ path }) => [path, { total: 0, online: 0 }]));
  for (const { path, total, online } of rows) {
    if (total === 0) continue;
    for (const above of selfAndAncestors(path)) {
      const count = counts.get(above);
      if (count === undefined) continue;
      count.total += total;
      count.online += online;
    }
  }
  return rows.map(({ nameZh, nameEn, total: _total, online: _online, ...unit }) => ({
    ...unit,
    name: { zh: nameZh, en: nameEn },
    cameras: counts.get(unit.path) ?? { total: 0, online: 0 },
  }));
}

type TreeRow = Pick<OrgNode, 'id' | 'parentId' | 'path' | 'level' | 'closed'> & {
  readonly nameZh: string;
  readonly nameEn: string;
  /** Cameras of the unit itself. */
  readonly total: number;
  readonly online: number;
};

/**
 * Units with the cameras of each counted in one index, a unit at a time: by their paths PostgreSQL would fetch every
 * camera, for its index of paths only says where one may be. Plain columns, read as they come, as for the map.
 */
export function orgTreeQuery(scope: Scope): SQL {
  return sql`
    select ${orgUnits.id}, ${orgUnits.parentId} as "parentId", ${orgUnits.path}, ${orgUnits.level},
      ${orgUnits.nameZh} as "nameZh", ${orgUnits.nameEn} as "nameEn",
      ${orgUnits.closedMs} is not null as closed, own.total, own.online
    from ${orgUnits} cross join lateral (
      select count(*)::int as total, (count(*) filter (where ${cameras.healthState} = 'online'))::int as online
      from ${cameras} where ${cameras.orgUnitId} = ${orgUnits.id}
    ) as own
    where ${withinScope(orgUnits.path, scope)}
    order by ${orgUnits.path}`;
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
