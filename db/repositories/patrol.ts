import { and, eq } from 'drizzle-orm';
import type { patrolSteps } from '#core/contracts';
import type { Assignment, AssignmentRefusal, Squad } from '#core/dispatch';
import type { Incident } from '#core/incident';
import { type AssignmentId, type EpochMs, fail, ok, type Result, type SquadId, type UserId } from '#core/kit';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { patrolActions } from '../schema/index.ts';
import { type AssignmentOutcome, findStoredAssignment, moveAssignment } from './apply-assignment-event.ts';
import type { NotFound, RandomBytes } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { findStoredIncident } from './incident-row.ts';
import { findSquad } from './squads.ts';
import { systemScope } from './system-scope.ts';

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

export type PatrolOutcome = Omit<AssignmentOutcome, 'next'>;
type PatrolRefusal = NotFound | ActionIdTaken | AssignmentRefusal;

/**
 * Does what a squad did on its handheld, once: a phone that was offline may send an action again, and is then told how
 * its assignment stands. An assignment of another squad is not found.
 */
export async function applyPatrolAction(
  db: Database,
  action: PatrolAction,
): Promise<Result<PatrolOutcome, PatrolRefusal>> {
  return deciding(db, async (tx) => {
    const before = await findAction(tx, action); // first: then the assignment shows at least what it did
    const stored = await findStoredAssignment(tx, systemScope, action.assignmentId);
    if (stored === null || stored.assignment.squadId !== action.squadId) return fail({ code: 'not_found' });
    if (before !== null) {
      const isSame = before.step === action.step && before.assignmentId === action.assignmentId;
      if (!isSame) return fail({ code: 'action_id_taken' });
      const found = await findStoredIncident(tx, systemScope, stored.assignment.incidentId);
      if (found === null) throw new Error(`${stored.assignment.id} belongs to an unknown incident`);
      return ok({ assignment: stored.assignment, incident: found.incident });
    }
    const { by: actor, nowMs, random } = action;
    const change = { actor, scope: systemScope, nowMs, random };
    const happenedAtMs = Math.min(nowMs, Math.max(action.atMs, stored.assignment.sinceMs));
    const moved = await moveAssignment(tx, stored, { type: action.step }, change, happenedAtMs);
    if (moved.ok) await keepAction(tx, action);
    // Refused because the same action came on another connection since we looked for it.
    else if ((await findAction(tx, action)) !== null) throw new LostRace();
    return moved;
  });
}

async function findAction(tx: Transaction, { squadId, actionId }: PatrolAction) {
  const [row] = await tx
    .select()
    .from(patrolActions)
    .where(and(eq(patrolActions.squadId, squadId), eq(patrolActions.actionId, actionId)));
  return row ?? null;
}

/** @throws LostRace when the same action came on another connection */
async function keepAction(tx: Transaction, action: PatrolAction): Promise<void> {
  const { squadId, actionId, assignmentId, step, atMs, nowMs: receivedAtMs } = action;
  const kept = await tx
    .insert(patrolActions)
    .values({ squadId, actionId, assignmentId, step, atMs, receivedAtMs })
    .onConflictDoNothing()
    .returning({ actionId: patrolActions.actionId });
  if (kept.length === 0) throw new LostRace();
}

export interface PatrolTask {
  readonly squad: Squad;
  readonly task: { readonly assignment: Assignment; readonly incident: Incident } | null;
}

/** A squad and what it is to do now; null when there is no such squad. Takes no scope: the squad asks for itself. */
export async function findPatrolTask(db: Queryable, squadId: SquadId): Promise<PatrolTask | null> {
  const status = await findSquad(db, systemScope, squadId);
  if (status === null) return null;
  const { squad, assignment } = status;
  if (assignment === null) return { squad, task: null };
  const stored = await findStoredIncident(db, systemScope, assignment.incidentId);
  return { squad, task: stored === null ? null : { assignment, incident: stored.incident } };
}
