import type { EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { RoutingUnit } from '#core/routing';
import type { Queryable } from '../database/index.ts';

/** The unit at a path and its ancestors, each with whether somebody sits at its console now. */
export async function staffedUnits(
  _db: Queryable,
  _orgPath: OrgPath,
  _nowMs: EpochMs,
): Promise<RoutingUnit[]> {
  throw new Error('under construction');
}
