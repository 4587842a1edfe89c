import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AlertKind, AlertPhase, AlertState, AlertSubject, Priority } from '#core/alert';
import type { IngestAlert } from '#core/contracts';
import type { AlertId, IncidentId } from '#core/kit';
import { bytesColumn, epochMsColumn, orgPathColumn } from './columns.ts';
import { incidents } from './incidents.ts';
import { orgUnits } from './org-units.ts';

export const alerts = pgTable(
  'alerts',
  {
    id: text().$type<AlertId>().primaryKey(),
    kind: text().$type<AlertKind>().notNull(),
    priority: smallint().$type<Priority>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    subject: jsonb().$type<AlertSubject>().notNull(),
    source: text().notNull(),
    dedupKey: text('dedup_key').notNull(),
    raisedAtMs: epochMsColumn('raised_at_ms').notNull(),
    count: integer().notNull(),
    lastSeenMs: epochMsColumn('last_seen_ms').notNull(),
    conditionActive: boolean('condition_active').notNull(),
    incidentId: text('incident_id')
      .$type<IncidentId>()
      .references(() => incidents.id),
    state: jsonb().$type<AlertState>().notNull(),
    /** The state's own phase and deadlines, where an index reaches them. */
    phase: text().$type<AlertPhase>().notNull(),
    escalateAtMs: epochMsColumn('escalate_at_ms'),
    unshelveAtMs: epochMsColumn('unshelve_at_ms'),
    /** Goes up with every change; a writer that read an older one reads again. */
    version: integer().notNull().default(1),
  },
  (table) => [
    foreignKey({
      name: 'alerts_org_path',
      columns: [table.orgPath],
      foreignColumns: [orgUnits.path],
    }).onUpdate('cascade'),
    // One open alert a key, whoever signals at the same time.
    uniqueIndex('alerts_open_dedup_key').on(table.dedupKey).where(sql`phase <> 'cleared'`),
    index('alerts_open').on(table.priority, table.raisedAtMs).where(sql`phase <> 'cleared'`),
    index('alerts_org_path_gist').using('gist', table.orgPath),
    index('alerts_dedup_key').on(table.dedupKey, table.raisedAtMs),
    index('alerts_incident').on(table.incidentId).where(sql`incident_id is not null`),
    index('alerts_unrouted').on(table.raisedAtMs).where(sql`phase = 'raised'`),
    index('alerts_escalate_at').on(table.escalateAtMs).where(sql`escalate_at_ms is not null`),
    index('alerts_unshelve_at').on(table.unshelveAtMs).where(sql`unshelve_at_ms is not null`),
  ],
);

/** Every signal of every source, repeats included, as it came. */
export const alertSignals = pgTable(
  'alert_signals',
  {
    source: text().notNull(),
    sourceEventId: text('source_event_id').notNull(),
    /** SHA-256 of `body`: the same id with other content is a mistake of the source, and is told so. */
    bodyHash: bytesColumn('body_hash').notNull(),
    body: jsonb().$type<IngestAlert>().notNull(),
    alertId: text('alert_id')
      .$type<AlertId>()
      .notNull()
      .references(() => alerts.id),
    receivedAtMs: epochMsColumn('received_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.sourceEventId] }),
    index('alert_signals_alert').on(table.alertId, table.receivedAtMs),
  ],
);
