import { ne, type SQL, sql } from 'drizzle-orm';
import type { OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Transaction } from '../../database/index.ts';
import { alerts, assignments, cameras, incidents, orgUnits } from '../../schema/index.ts';
import { isActiveRow } from '../assignment-row.ts';
import { accountsReaching } from './accounts-reaching.ts';
import { handOverAlerts } from './hand-over-alerts.ts';
import type { StoredUnit } from './stored-unit.ts';

/** Where a unit comes to lie. */
export interface Destination {
  readonly parentId: OrgUnitId | null;
  readonly path: OrgPath;
  readonly code: string;
}

/**
 * Gives a unit, and all below it, new paths. Foreign keys copy them to whatever is placed there: cameras, squads,
 * checkpoints, posts, accounts, alerts, incidents, assignments.
 * @returns the accounts that may see or do something else from now on
 */
export async function relocate(
  tx: Transaction,
  unit: StoredUnit,
  { parentId, path, code }: Destination,
): Promise<UserId[]> {
  const from = unit.path;
  if (path === from) return [];
  const accounts = await accountsReaching(tx, from, path);
  // In the order in which all others write them, see `deciding`. A new version lets whoever decides on one of them now
  // decide again, and tell of it where it is then.
  await outdate(tx, incidents, from);
  await handOverAlerts(tx, from, path);
  await outdate(tx, alerts, from, ne(alerts.phase, 'cleared'));
  await outdate(tx, assignments, from, isActiveRow);
  await outdate(tx, cameras, from);
  await tx.execute(sql`
    update ${orgUnits} set
      path = case when path = ${from}::ltree then ${path}::ltree
        else ${path}::ltree || subpath(path, nlevel(${from}::ltree)) end,
      parent_id = case when path = ${from}::ltree then ${parentId}::text else parent_id end,
      code = case when path = ${from}::ltree then ${code}::text else code end
    where path <@ ${from}::ltree`);
  return accounts;
}

async function outdate(
  tx: Transaction,
  table: typeof incidents | typeof alerts | typeof assignments | typeof cameras,
  path: OrgPath,
  condition: SQL = sql`true`,
): Promise<void> {
  await tx.execute(sql`
    with held as (
      select id from ${table} where org_path <@ ${path}::ltree and ${condition} order by id for update
    )
    update ${table} as moved set version = moved.version + 1 from held where moved.id = held.id`);
}
