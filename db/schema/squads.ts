import { boolean, doublePrecision, foreignKey, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { SquadKind } from '#core/dispatch';
import type { OrgUnitId, SquadId } from '#core/kit';
import { epochMsColumn, orgPathColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';

export const squads = pgTable(
  'squads',
  {
    id: text().$type<SquadId>().primaryKey(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    kind: text().$type<SquadKind>().notNull(),
    orgUnitId: text('org_unit_id').$type<OrgUnitId>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    onDuty: boolean('on_duty').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'squads_org_unit',
      columns: [table.orgUnitId, table.orgPath],
      foreignColumns: [orgUnits.id, orgUnits.path],
    }).onUpdate('cascade'),
    index('squads_org_path_gist').using('gist', table.orgPath),
  ],
);

/** Where each squad was last; the track is not kept here. */
export const squadPositions = pgTable('squad_positions', {
  squadId: text('squad_id')
    .$type<SquadId>()
    .primaryKey()
    .references(() => squads.id),
  lon: doublePrecision().notNull(),
  lat: doublePrecision().notNull(),
  headingDeg: doublePrecision('heading_deg'),
  atMs: epochMsColumn('at_ms').notNull(),
});
