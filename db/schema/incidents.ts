import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { AlertKind, Priority } from '#core/alert';
import type { IncidentState } from '#core/incident';
import type { IncidentId, OrgUnitId } from '#core/kit';
import { epochMsColumn, orgPathColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';

/** Its alerts are those whose `incident_id` names it. */
export const incidents = pgTable(
  'incidents',
  {
    id: text().$type<IncidentId>().primaryKey(),
    kind: text().$type<AlertKind>().notNull(),
    priority: smallint().$type<Priority>().notNull(),
    titleZh: text('title_zh').notNull(),
    titleEn: text('title_en').notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    ownerId: text('owner_id')
      .$type<OrgUnitId>()
      .notNull()
      .references(() => orgUnits.id),
    lon: doublePrecision(),
    lat: doublePrecision(),
    openedAtMs: epochMsColumn('opened_at_ms').notNull(),
    state: jsonb().$type<IncidentState>().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    foreignKey({
      name: 'incidents_org_path',
      columns: [table.orgPath],
      foreignColumns: [orgUnits.path],
    }).onUpdate('cascade'),
    index('incidents_org_path_gist').using('gist', table.orgPath),
  ],
);
