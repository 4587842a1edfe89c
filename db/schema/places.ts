import { doublePrecision, foreignKey, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Id, OrgUnitId } from '#core/kit';
import { orgPathColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';

/** 卡口: road points that report passing vehicles. */
export const checkpoints = pgTable(
  'checkpoints',
  {
    id: text().$type<Id<'chk'>>().primaryKey(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    orgUnitId: text('org_unit_id').$type<OrgUnitId>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
    /** Where the traffic it watches is going, degrees clockwise from north. */
    bearingDeg: doublePrecision('bearing_deg').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'checkpoints_org_unit',
      columns: [table.orgUnitId, table.orgPath],
      foreignColumns: [orgUnits.id, orgUnits.path],
    }).onUpdate('cascade'),
    index('checkpoints_org_path_gist').using('gist', table.orgPath),
  ],
);

/** 警务站: street police posts. */
export const posts = pgTable(
  'posts',
  {
    id: text().$type<Id<'pst'>>().primaryKey(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    orgUnitId: text('org_unit_id').$type<OrgUnitId>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
  },
  (table) => [
    foreignKey({
      name: 'posts_org_unit',
      columns: [table.orgUnitId, table.orgPath],
      foreignColumns: [orgUnits.id, orgUnits.path],
    }).onUpdate('cascade'),
    index('posts_org_path_gist').using('gist', table.orgPath),
  ],
);
