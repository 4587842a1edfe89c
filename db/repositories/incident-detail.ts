import { asc, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { incidentDetailSchema, JournalEntry, timelineEntrySchema } from '#core/contracts';
import type { IncidentId, LocalizedText, OrgUnitId, SquadId, UserId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { readSubjects } from '../journal/index.ts';
import { alerts, assignments, orgUnits, squads, users } from '../schema/index.ts';
import { alertColumns } from './alert-row.ts';
import { assignmentColumns } from './assignment-row.ts';
import { findStoredIncident } from './incident-row.ts';
import { squadColumns } from './squads.ts';

export type IncidentDetail = Omit<z.infer<typeof incidentDetailSchema>, 'journalPosition'>;
type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Lines of history shown; of a longer one the latest. */
const TIMELINE_MAX = 500;

/**
 * An incident with its alerts, its assignments and its history; null when there is none such within the scope. Types of
 * the history's lines are those of the journal, except that a change says to what: `incident.verifying`,
 * `assignment.en_route`.
 */
export async function findIncidentDetail(
  db: Queryable,
  scope: Scope,
  id: IncidentId,
): Promise<IncidentDetail | null> {
  const stored = await findStoredIncident(db, scope, id);
  if (stored === null) return null;
  const its = await db
    .select(alertColumns)
    .from(alerts)
    .where(eq(alerts.incidentId, id))
    .orderBy(asc(alerts.raisedAtMs), asc(alerts.id));
  const sent = await db
    .select({ assignment: assignmentColumns, squad: squadColumns })
    .from(assignments)
    .innerJoin(squads, eq(squads.id, assignments.squadId))
    .where(eq(assignments.incidentId, id))
    .orderBy(asc(assignments.offeredAtMs), asc(assignments.id));
  const subjects = [id, ...its.map((alert) => alert.id), ...sent.map(({ assignment }) => assignment.id)];
  const timeline = await toTimeline(db, await readSubjects(db, subjects, TIMELINE_MAX));
  const incident = { ...stored.incident, alertIds: [...stored.incident.alertIds] };
  return { incident, alerts: its, assignments: sent, timeline };
}

async function toTimeline(db: Queryable, entries: readonly JournalEntry[]): Promise<TimelineEntry[]> {
  const names = new Map([
    ...(await userNames(db, entries)),
    ...(await squadNames(db, entries)),
    ...(await unitNames(db, entries)),
  ]);
  return entries.map((entry) => ({
    atMs: entry.atMs,
    type: lineType(entry),
    actor: entry.actor,
    actorName: names.get(entry.actor) ?? null,
    object: names.get(objectOf(entry) ?? '') ?? null,
  }));
}

function lineType(entry: JournalEntry): string {
  if (entry.type === 'incident.changed') return `incident.${entry.payload.incident.state.phase}`;
  if (entry.type === 'assignment.changed') return `assignment.${entry.payload.assignment.phase}`;
  return entry.type;
}

/** Whom an entry is about: the squad of an assignment, the org unit an alert came to. */
function objectOf(entry: JournalEntry): SquadId | OrgUnitId | null {
  switch (entry.type) {
    case 'assignment.offered':
    case 'assignment.changed':
      return entry.payload.assignment.squadId;
    case 'alert.routed':
    case 'alert.escalated': {
      const { state } = entry.payload.alert;
      return state.phase === 'routed' ? state.holder.orgUnitId : null;
    }
    default:
      return null;
  }
}

/** A handheld goes by the name of its squad. */
async function userNames(db: Queryable, entries: readonly JournalEntry[]) {
  const ids = [...new Set(entries.map((entry) => entry.actor as UserId))];
  const rows = await db
    .select({
      id: users.id,
      own: { zh: users.displayNameZh, en: users.displayNameEn },
      squad: { zh: squads.nameZh, en: squads.nameEn },
    })
    .from(users)
    .leftJoin(squads, eq(squads.id, users.squadId))
    .where(inArray(users.id, ids));
  return rows.map(({ id, own, squad }): [string, LocalizedText] => [id, squad ?? own]);
}

async function squadNames(db: Queryable, entries: readonly JournalEntry[]) {
  const ids = [...new Set(entries.map((entry) => objectOf(entry) as SquadId))];
  const rows = await db
    .select({ id: squads.id, name: { zh: squads.nameZh, en: squads.nameEn } })
    .from(squads)
    .where(inArray(squads.id, ids));
  return rows.map(({ id, name }): [string, LocalizedText] => [id, name]);
}

async function unitNames(db: Queryable, entries: readonly JournalEntry[]) {
  const ids = [...new Set(entries.map((entry) => objectOf(entry) as OrgUnitId))];
  const rows = await db
    .select({ id: orgUnits.id, name: { zh: orgUnits.nameZh, en: orgUnits.nameEn } })
    .from(orgUnits)
    .where(inArray(orgUnits.id, ids));
  return rows.map(({ id, name }): [string, LocalizedText] => [id, name]);
}
