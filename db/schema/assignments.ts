import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { patrolSteps } from '#core/contracts';
import type { AssignmentPhase } from '#core/dispatch';
import type { AssignmentId, IncidentId, SquadId } from '#core/kit';
import { epochMsColumn, orgPathColumn } from './columns.ts';
import { incidents } from './incidents.ts';
import { orgUnits } from './org-units.ts';
import { squads } from './squads.ts';

export const assignments = pgTable(
  'assignments',
  {
    id: text().$type<AssignmentId>().primaryKey(),
    incidentId: text('incident_id')
      .$type<IncidentId>()
      .notNull()
      .references(() => incidents.id),
    squadId: text('squad_id')
      .$type<SquadId>()
      .notNull()
      .references(() => squads.id),
    /** The squad's own org unit: its handheld and its dispatchers are to hear of it. */
    orgPath: orgPathColumn('org_path').notNull(),
    phase: text().$type<AssignmentPhase>().notNull(),
    offeredAtMs: epochMsColumn('offered_at_ms').notNull(),
    answerByMs: epochMsColumn('answer_by_ms').notNull(),
    sinceMs: epochMsColumn('since_ms').notNull(),
    /** A user id, or `system` when it took the place of an offer that came to nothing. */
    offeredBy: text('offered_by').notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    foreignKey({
      name: 'assignments_org_path',
      columns: [table.orgPath],
      foreignColumns: [orgUnits.path],
    }).onUpdate('cascade'),
    // A move of a unit finds those that go along by it.
    index('assignments_org_path_gist').using('gist', table.orgPath),
    // One squad, one thing to do: of two dispatchers who send it at once, one succeeds.
    uniqueIndex('assignments_active_squad')
      .on(table.squadId)
      .where(sql`phase in ('offered', 'acked', 'en_route', 'on_scene')`),
    index('assignments_incident').on(table.incidentId),
    index('assignments_answer_by').on(table.answerByMs).where(sql`phase = 'offered'`),
  ],
);

/** What handhelds did, by their own ids: a phone that was offline may send an action again. */
export const patrolActions = pgTable(
  'patrol_actions',
  {
    squadId: text('squad_id')
      .$type<SquadId>()
      .notNull()
      .references(() => squads.id),
    actionId: text('action_id').notNull(),
    assignmentId: text('assignment_id')
      .$type<AssignmentId>()
      .notNull()
      .references(() => assignments.id),
    step: text().$type<(typeof patrolSteps)[number]>().notNull(),
    /** When it was done, by the phone's clock. */
    atMs: epochMsColumn('at_ms').notNull(),
    receivedAtMs: epochMsColumn('received_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.squadId, table.actionId] })],
);
