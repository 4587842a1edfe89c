import { inArray } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { insertRows, type Queryable } from '../database/index.ts';
import { orgUnits } from '../schema/index.ts';

/** Something that belongs to an org unit, as it is entered; its path is that of the unit. */
export interface Placed {
  readonly id: string;
  readonly name: LocalizedText;
  readonly orgUnitId: OrgUnitId;
}

/** The paths of org units, by their id; unknown ones are left out. */
export async function orgPathsOf(db: Queryable, ids: readonly OrgUnitId[]): Promise<Map<OrgUnitId, OrgPath>> {
  const units = await db
    .select({ id: orgUnits.id, path: orgUnits.path })
    .from(orgUnits)
    .where(inArray(orgUnits.id, [...new Set(ids)]));
  return new Map(units.map((unit) => [unit.id, unit.path]));
}

/** Inserts things with their names and paths, all or nothing. @throws when an org unit does not exist */
export async function insertPlaced<Table extends PgTable>(
  db: Queryable,
  table: Table,
  entered: readonly Placed[],
): Promise<void> {
  const paths = await orgPathsOf(
    db,
    entered.map((each) => each.orgUnitId),
  );
  const rows = entered.map(({ name, ...rest }) => {
    const orgPath = paths.get(rest.orgUnitId);
    if (orgPath === undefined)
      throw new Error(`${rest.id} belongs to an unknown org unit: ${rest.orgUnitId}`);
    return { ...rest, orgPath, nameZh: name.zh, nameEn: name.en };
  });
  await insertRows(db, table, rows);
}
