import { and, eq, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { OrgMovePreview, OrgUnitDetail } from '#core/contracts';
import { type OrgUnitId, ok, type Result } from '#core/kit';
import type { Border, Scope } from '#core/org';
import type { Database, Queryable } from '../../database/index.ts';
import { orgUnits, withinScope } from '../../schema/index.ts';
import { countReach } from './accounts-reaching.ts';
import { planMove } from './move-org-unit.ts';
import { factsOf } from './org-facts.ts';
import type { OrgRefusal } from './org-refusal.ts';
import { type StoredUnit, storedUnitColumns } from './stored-unit.ts';

/** Borders beyond that are left out: the map is small, and a page has to arrive. */
const VERTICES_AROUND_MAX = 60_000;
const UNITS_AROUND_MAX = 300;

/** Everything an administrator is shown of a unit; null when there is none such within the scope. */
export async function findOrgUnitDetail(
  db: Queryable,
  scope: Scope,
  id: OrgUnitId,
): Promise<OrgUnitDetail | null> {
  const [found] = await db
    .select({ ...storedUnitColumns, border: orgUnits.border })
    .from(orgUnits)
    .where(and(eq(orgUnits.id, id), withinScope(orgUnits.path, scope)));
  if (found === undefined) return null;
  return {
    ...found,
    facts: await factsOf(db, found.path),
    around: await bordersAround(db, scope, found),
  };
}

async function bordersAround(
  db: Queryable,
  scope: Scope,
  { id, parentId }: StoredUnit,
): Promise<OrgUnitDetail['around']> {
  const near: (SQL | undefined)[] = [eq(orgUnits.parentId, id)];
  if (parentId !== null) near.push(eq(orgUnits.id, parentId), eq(orgUnits.parentId, parentId));
  const rows = await db
    .select({ ...storedUnitColumns, border: orgUnits.border })
    .from(orgUnits)
    .where(
      and(or(...near), ne(orgUnits.id, id), isNotNull(orgUnits.border), withinScope(orgUnits.path, scope)),
    )
    .orderBy(sql`nlevel(${orgUnits.path})`, orgUnits.path)
    .limit(UNITS_AROUND_MAX);
  let vertices = 0;
  return rows.flatMap(({ border, ...unit }) => {
    if (border === null) return [];
    vertices += verticesOf(border);
    if (vertices > VERTICES_AROUND_MAX) return [];
    const relation = unit.id === parentId ? 'parent' : unit.parentId === id ? 'child' : 'sibling';
    return [{ id: unit.id, name: unit.name, relation, border }] as const;
  });
}

const verticesOf = (border: Border): number => border.flat(2).length;

/** What a move would take along, or why it would be refused. */
export function previewMove(
  db: Database,
  scope: Scope,
  id: OrgUnitId,
  parentId: OrgUnitId,
): Promise<Result<OrgMovePreview, OrgRefusal>> {
  return db.transaction(async (tx) => {
    const planned = await planMove(tx, scope, id, parentId);
    if (!planned.ok) return planned;
    const { unit, path } = planned.value;
    return ok({ facts: await factsOf(tx, unit.path), ...(await countReach(tx, unit.path, path)) });
  });
}
