import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { NewJournalEntry } from '#core/contracts';
import { ANSWER_WITHIN_MS, type Assignment, assignmentPhases, isActive, type Squad } from '#core/dispatch';
import { type EpochMs, type IncidentId, newId } from '#core/kit';
import type { Queryable, Transaction } from '../database/index.ts';
import { assignments } from '../schema/index.ts';
import type { RandomBytes } from './changes.ts';
import { LostRace } from './deciding.ts';

/** An assignment, and the version of the row it was read from. */
export interface StoredAssignment {
  readonly assignment: Assignment;
  readonly version: number;
}

/** What an assignment is read from. */
export const assignmentColumns = {
  id: assignments.id,
  incidentId: assignments.incidentId,
  squadId: assignments.squadId,
  orgPath: assignments.orgPath,
  phase: assignments.phase,
  offeredAtMs: assignments.offeredAtMs,
  answerByMs: assignments.answerByMs,
  sinceMs: assignments.sinceMs,
};

/** The condition that an assignment occupies its squad. */
export const isActiveRow: SQL = inArray(assignments.phase, assignmentPhases.filter(isActive));

/** All assignments an incident ever had, in the order they were offered. */
export async function assignmentsOf(db: Queryable, incidentId: IncidentId): Promise<StoredAssignment[]> {
  return db
    .select({ assignment: assignmentColumns, version: assignments.version })
    .from(assignments)
    .where(eq(assignments.incidentId, incidentId))
    .orderBy(asc(assignments.offeredAtMs), asc(assignments.id));
}

export interface Offer {
  readonly incidentId: IncidentId;
  readonly squad: Squad;
  /** A user id, or `system`. */
  readonly by: string;
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
}

/** Offers an incident to a squad. @throws LostRace when something occupies the squad by now */
export async function insertOffer(
  tx: Transaction,
  { incidentId, squad, by, nowMs, random }: Offer,
): Promise<Assignment> {
  const assignment: Assignment = {
    id: newId('asg', random),
    incidentId,
    squadId: squad.id,
    orgPath: squad.orgPath,
    phase: 'offered',
    offeredAtMs: nowMs,
    answerByMs: nowMs + ANSWER_WITHIN_MS,
    sinceMs: nowMs,
  };
  const inserted = await tx
    .insert(assignments)
    .values({ ...assignment, offeredBy: by })
    .onConflictDoNothing({ target: assignments.squadId, where: isActiveRow })
    .returning({ id: assignments.id });
  if (inserted.length === 0) throw new LostRace();
  return assignment;
}

/** Writes an assignment if its row is still of the version that was read. @throws LostRace */
export async function saveAssignment(
  tx: Transaction,
  { assignment, version }: StoredAssignment,
): Promise<void> {
  const { id, phase, sinceMs } = assignment;
  const saved = await tx
    .update(assignments)
    .set({ phase, sinceMs, version: version + 1 })
    .where(and(eq(assignments.id, id), eq(assignments.version, version)))
    .returning({ id: assignments.id });
  if (saved.length === 0) throw new LostRace();
}

/** What the journal says of an assignment after a change. */
export function assignmentEntry(
  type: 'assignment.offered' | 'assignment.changed',
  assignment: Assignment,
  actor: string,
  atMs: EpochMs,
): NewJournalEntry {
  const { id: subject, orgPath } = assignment;
  return { type, orgPath, subject, actor, atMs, payload: { assignment } };
}
