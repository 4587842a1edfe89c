import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { OrgUnitId } from '#core/kit';
import type { Border, OrgLevel } from '#core/org';
import { epochMsColumn, orgPathColumn } from './columns.ts';

export const orgUnits = pgTable(
  'org_units',
  {
    id: text().$type<OrgUnitId>().primaryKey(),
    parentId: text('parent_id')
      .$type<OrgUnitId>()
      .references((): AnyPgColumn => orgUnits.id),
    path: orgPathColumn().notNull().unique(),
    level: text().$type<OrgLevel>().notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    /** Division code, GB/T 2260 and its extension below the county. */
    code: text().notNull(),
    border: jsonb().$type<Border>(),
    /** Set when the unit was dissolved: it stays for what refers to it, and takes nothing new. */
    closedMs: epochMsColumn('closed_ms'),
    /** Goes up with every change; a writer that read an older one reads again. */
    version: integer().notNull().default(1),
  },
  (table) => [
    index('org_units_path_gist').using('gist', table.path),
    index('org_units_parent').on(table.parentId),
    // What cameras refer to, so that their copy of the path can never differ from it.
    unique('org_units_id_path').on(table.id, table.path),
    check('org_units_level', sql`${table.level} in ('county', 'township', 'village', 'grid')`),
  ],
);
