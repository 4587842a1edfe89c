import type { z } from 'zod';
import type { incidentDetailSchema } from '#core/contracts';
import type { IncidentId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';

export type IncidentDetail = Omit<z.infer<typeof incidentDetailSchema>, 'journalPosition'>;

/** An incident with its alerts, assignments and history; null when there is none such within the scope. */
export async function findIncidentDetail(
  _db: Queryable,
  _scope: Scope,
  _id: IncidentId,
): Promise<IncidentDetail | null> {
  throw new Error('under construction');
}
