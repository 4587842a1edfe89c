import type { Assignment, AssignmentEvent, AssignmentRefusal } from '#core/dispatch';
import type { Incident } from '#core/incident';
import type { AssignmentId, Result } from '#core/kit';
import type { Database } from '../database/index.ts';
import type { Change, NotFound, RandomBytes } from './changes.ts';

export interface AssignmentChange extends Change {
  readonly random: RandomBytes;
}

export interface AssignmentOutcome {
  readonly assignment: Assignment;
  readonly incident: Incident;
  /** The offer to the next squad, when this one declined or let its time pass; null when there is none. */
  readonly next: Assignment | null;
}

/** Moves an assignment on (`transitionAssignment`), its incident with it, and journals both; or says why not. */
export async function applyAssignmentEvent(
  _db: Database,
  _assignmentId: AssignmentId,
  _event: AssignmentEvent,
  _change: AssignmentChange,
): Promise<Result<AssignmentOutcome, NotFound | AssignmentRefusal>> {
  throw new Error('under construction');
}
