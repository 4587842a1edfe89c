import type { Incident, IncidentEvent, IncidentRefusal } from '#core/incident';
import type { IncidentId, Result } from '#core/kit';
import type { Database } from '../database/index.ts';
import type { Change, NotFound } from './changes.ts';

/** What a person does to an incident; the rest follows from its assignments. */
export type IncidentAction = Extract<
  IncidentEvent,
  { readonly type: 'accept' | 'reject' | 'file' | 'rework' | 'close' | 'cancel' | 'reopen' }
>;

/** Moves an incident on. One that ends recalls the squads still out for it; one that is closed clears its alerts. */
export async function applyIncidentEvent(
  _db: Database,
  _incidentId: IncidentId,
  _event: IncidentAction,
  _change: Change,
): Promise<Result<Incident, NotFound | IncidentRefusal>> {
  throw new Error('under construction');
}
