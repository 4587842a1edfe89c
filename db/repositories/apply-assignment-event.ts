import { and, eq } from 'drizzle-orm';
import type { NewJournalEntry } from '#core/contracts';
import {
  type Assignment,
  type AssignmentEvent,
  type AssignmentRefusal,
  isActive,
  type Squad,
  transitionAssignment,
} from '#core/dispatch';
import { type Incident, type IncidentEvent, transitionIncident } from '#core/incident';
import { type AssignmentId, assertNever, fail, ok, type Result } from '#core/kit';
import type { Scope } from '#core/org';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { assignments, withinScope } from '../schema/index.ts';
import {
  assignmentColumns,
  assignmentEntry,
  assignmentsOf,
  insertOffer,
  type StoredAssignment,
  saveAssignment,
} from './assignment-row.ts';
import type { AuditedChange, Change, NotFound, RandomBytes } from './changes.ts';
import { deciding } from './deciding.ts';
import { findStoredIncident, incidentEntry, saveIncident } from './incident-row.ts';
import { recommendFor } from './recommend-for.ts';
import { listCandidates } from './squads.ts';
import { systemScope } from './system-scope.ts';
import { tellAudit } from './tell-audit.ts';

export interface AssignmentChange extends Change {
  readonly random: RandomBytes;
}

export interface AssignmentOutcome {
  readonly assignment: Assignment;
  readonly incident: Incident;
  /** The offer to the next squad, when this one declined or let its time pass; null when there is none. */
  readonly next: Assignment | null;
}

/**
 * Moves an assignment on (`transitionAssignment`), its incident with it, and journals both; or says why not. When the
 * squad declines or lets its time pass, the next recommended one is offered the incident in the same transaction, so
 * that no crash comes between; with none left the incident goes back to be dispatched again.
 */
export async function applyAssignmentEvent(
  db: Database,
  assignmentId: AssignmentId,
  event: AssignmentEvent,
  change: AssignmentChange | (AssignmentChange & AuditedChange),
): Promise<Result<AssignmentOutcome, NotFound | AssignmentRefusal>> {
  return deciding(db, async (tx) => {
    const stored = await findStoredAssignment(tx, change.scope, assignmentId);
    if (stored === null) return fail({ code: 'not_found' });
    const moved = await moveAssignment(tx, stored, event, change);
    if (moved.ok) {
      const { id, orgPath, title } = moved.value.incident;
      const detail = { event: event.type, squadId: stored.assignment.squadId };
      await tellAudit(tx, change, [
        {
          ...{ action: 'squad.dispatched', subject: id, orgPath },
          detail: { ...detail, nameZh: title.zh, nameEn: title.en },
        },
      ]);
    }
    return moved;
  });
}

/** An assignment with its version; null when there is none such within the scope. */
export async function findStoredAssignment(
  db: Queryable,
  scope: Scope,
  id: AssignmentId,
): Promise<StoredAssignment | null> {
  const [row] = await db
    .select({ assignment: assignmentColumns, version: assignments.version })
    .from(assignments)
    .where(and(eq(assignments.id, id), withinScope(assignments.orgPath, scope)));
  return row ?? null;
}

/**
 * See `applyAssignmentEvent`; in the caller's transaction, which `deciding` runs.
 * @param happenedAtMs when the squad did it, if it could not tell us at once
 * @throws LostRace
 */
export async function moveAssignment(
  tx: Transaction,
  { assignment: before, version }: StoredAssignment,
  event: AssignmentEvent,
  change: AssignmentChange,
  happenedAtMs = change.nowMs,
): Promise<Result<AssignmentOutcome, AssignmentRefusal>> {
  const { actor, nowMs, random } = change;
  const moved = transitionAssignment(before, event, happenedAtMs);
  if (!moved.ok) return moved;
  const stored = await findStoredIncident(tx, systemScope, before.incidentId);
  if (stored === null) throw new Error(`${before.id} belongs to an unknown incident`);
  const all = (await assignmentsOf(tx, before.incidentId)).map((each) => each.assignment);
  const others = all.filter(({ id }) => id !== before.id);
  const squad = await nextSquad(tx, stored.incident, event, all, change);
  const incident = follow(stored.incident, consequence(event, others, squad !== null), change);

  await saveIncident(tx, { incident, version: stored.version });
  await saveAssignment(tx, { assignment: moved.value, version });
  const offer = { incidentId: incident.id, by: 'system', nowMs, random };
  const next = squad === null ? null : await insertOffer(tx, { ...offer, squad });
  const entries: NewJournalEntry[] = [assignmentEntry('assignment.changed', moved.value, actor, nowMs)];
  if (incident !== stored.incident) entries.push(incidentEntry('incident.changed', incident, actor, nowMs));
  if (next !== null) entries.push(assignmentEntry('assignment.offered', next, 'system', nowMs));
  await appendEntries(tx, entries);
  return ok({ assignment: moved.value, incident, next });
}

/** What an assignment's event means for its incident; null when nothing. */
function consequence(
  event: AssignmentEvent,
  others: readonly Assignment[],
  offersNext: boolean,
): IncidentEvent | null {
  const goesOn = offersNext || others.some(({ phase }) => isActive(phase));
  switch (event.type) {
    case 'acknowledge':
      return null;
    case 'depart':
    case 'arrive':
      return { type: 'work_started' };
    case 'clear':
      return goesOn ? null : { type: 'work_done' };
    case 'decline':
    case 'recall':
    case 'time_out':
      if (goesOn) return null;
      // Another squad has been there and done it.
      return { type: others.some(({ phase }) => phase === 'cleared') ? 'work_done' : 'returned' };
    default:
      return assertNever(event);
  }
}

/** The incident after an event; the same when the event changes nothing or comes too late for it. */
function follow(incident: Incident, event: IncidentEvent | null, { nowMs }: AssignmentChange): Incident {
  if (event === null) return incident;
  if (event.type === 'work_started' && incident.state.phase === 'in_progress') return incident;
  const outcome = transitionIncident(incident, event, nowMs);
  return outcome.ok ? outcome.value : incident;
}

/** Whom to ask when a squad declines or does not answer: the best free one that was not asked before. */
async function nextSquad(
  tx: Transaction,
  incident: Incident,
  event: AssignmentEvent,
  asked: readonly Assignment[],
  { nowMs }: AssignmentChange,
): Promise<Squad | null> {
  if (event.type !== 'decline' && event.type !== 'time_out') return null;
  if (incident.state.phase !== 'dispatched' && incident.state.phase !== 'in_progress') return null;
  const candidates = await listCandidates(tx, {
    scope: systemScope,
    place: incident.position,
    except: asked.map(({ squadId }) => squadId),
  });
  const free = candidates.filter(({ busy }) => !busy);
  return recommendFor(incident, free, nowMs)[0]?.squad ?? null;
}
