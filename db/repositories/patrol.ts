import type { patrolSteps } from '#core/contracts';
import type { Assignment, AssignmentRefusal, Squad } from '#core/dispatch';
import type { Incident } from '#core/incident';
import type { AssignmentId, EpochMs, Result, SquadId, UserId } from '#core/kit';
import type { Database, Queryable } from '../database/index.ts';
import type { AssignmentOutcome } from './apply-assignment-event.ts';
import type { NotFound, RandomBytes } from './changes.ts';

export interface PatrolAction {
  readonly squadId: SquadId;
  readonly assignmentId: AssignmentId;
  readonly step: (typeof patrolSteps)[number];
  /** The handheld's own id of what was done; the same one again does nothing more. */
  readonly actionId: string;
  /** When it was done, by the handheld's clock. */
  readonly atMs: EpochMs;
  readonly by: UserId;
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
}

/** The same action id came before with another step or for another assignment. */
export interface ActionIdTaken {
  readonly code: 'action_id_taken';
}

/** Does what a squad did on its handheld, once. An assignment of another squad is not found. */
export async function applyPatrolAction(
  _db: Database,
  _action: PatrolAction,
): Promise<Result<Omit<AssignmentOutcome, 'next'>, NotFound | ActionIdTaken | AssignmentRefusal>> {
  throw new Error('under construction');
}

export interface PatrolTask {
  readonly squad: Squad;
  readonly task: { readonly assignment: Assignment; readonly incident: Incident } | null;
}

/** A squad and what it is to do now; null when there is no such squad. */
export async function findPatrolTask(_db: Queryable, _squadId: SquadId): Promise<PatrolTask | null> {
  throw new Error('under construction');
}
