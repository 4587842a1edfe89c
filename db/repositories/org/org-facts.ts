import { sql } from 'drizzle-orm';
import type { OrgUnitFacts } from '#core/contracts';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../../database/index.ts';
import { alerts, cameras, orgUnits, squads, users } from '../../schema/index.ts';

/** What hangs on a unit and all below it: the units below, cameras, accounts, squads, alerts that are open. */
export async function factsOf(db: Queryable, path: OrgPath): Promise<OrgUnitFacts> {
  const { rows } = await db.execute<{ [Fact in keyof OrgUnitFacts]: number }>(sql`select
    (select count(*)::int - 1 from ${orgUnits} where path <@ ${path}::ltree) as units,
    (select count(*)::int from ${cameras} where org_path <@ ${path}::ltree) as cameras,
    (select count(*)::int from ${users} where org_path <@ ${path}::ltree) as accounts,
    (select count(*)::int from ${squads} where org_path <@ ${path}::ltree) as squads,
    (select count(*)::int from ${alerts} where org_path <@ ${path}::ltree and phase <> 'cleared') as "openAlerts"`);
  const [facts] = rows;
  if (facts === undefined) throw new Error('a query of counts gave no row');
  return facts;
}
