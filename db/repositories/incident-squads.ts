import { inArray } from 'drizzle-orm';
import type { IncidentId, SquadId } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { assignments } from '../schema/index.ts';

/**
 * Which squads are or were sent to these incidents; one that had none is left out. Takes no scope: it is for telling
 * squads of their own incidents.
 */
export async function listIncidentSquads(
  db: Queryable,
  ids: readonly IncidentId[],
): Promise<Map<IncidentId, Set<SquadId>>> {
  const rows = await db
    .selectDistinct({ incidentId: assignments.incidentId, squadId: assignments.squadId })
    .from(assignments)
    .where(inArray(assignments.incidentId, [...ids]));
  const squads = new Map<IncidentId, Set<SquadId>>();
  for (const { incidentId, squadId } of rows) {
    squads.set(incidentId, (squads.get(incidentId) ?? new Set()).add(squadId));
  }
  return squads;
}
