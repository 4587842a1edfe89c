import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
} from 'drizzle-orm/pg-core';
import type { CameraClass, CameraHealth, HealthWitness, OfflineReason } from '#core/camera';
import type { CameraId, OrgUnitId } from '#core/kit';
import { bytesColumn, epochMsColumn, orgPathColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';

export const cameras = pgTable(
  'cameras',
  {
    id: text().$type<CameraId>().primaryKey(),
    /** 20-digit national code; unique, and the order in which cameras are listed. */
    code: text().notNull().unique(),
    orgUnitId: text('org_unit_id').$type<OrgUnitId>().notNull(),
    /** The org unit's path, copied so that one index answers "in this subtree". */
    orgPath: orgPathColumn('org_path').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    class: text().$type<CameraClass>().notNull(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
    azimuthDeg: doublePrecision('azimuth_deg').notNull(),
    angleDeg: doublePrecision('angle_deg').notNull(),
    rangeM: doublePrecision('range_m').notNull(),
    mainUrl: text('main_url').notNull(),
    subUrl: text('sub_url'),
    /** JSON `{username, password}` sealed under the camera's id; null when the camera asks for none. */
    credentials: bytesColumn(),
    /** The ONVIF device service, `http://host:port/path`; null when the camera was entered by its streams alone. */
    onvifUrl: text('onvif_url'),
    /** The device's media profile through which the camera is moved. */
    profileToken: text('profile_token'),
    /** Whether it can be panned, tilted and zoomed. */
    ptz: boolean().notNull().default(false),
    /** The gateway keeps its stream open, so that its picture is there at once. */
    warm: boolean().notNull().default(false),
    deviceKey: text('device_key').notNull(),
    siteKey: text('site_key').notNull(),
    healthState: text('health_state').$type<CameraHealth['state']>().notNull().default('unknown'),
    healthSinceMs: epochMsColumn('health_since_ms'),
    healthWitness: text('health_witness').$type<HealthWitness>(),
    healthSeenMs: epochMsColumn('health_seen_ms'),
    healthReason: text('health_reason').$type<OfflineReason>(),
    /** Goes up with every change; a writer that read an older one reads again. */
    version: integer().notNull().default(1),
    searchText: text('search_text')
      .notNull()
      .generatedAlwaysAs(sql`lower(name_zh || ' ' || name_en || ' ' || code)`),
  },
  (table) => [
    foreignKey({
      name: 'cameras_org_unit',
      columns: [table.orgUnitId, table.orgPath],
      foreignColumns: [orgUnits.id, orgUnits.path],
    }).onUpdate('cascade'),
    index('cameras_org_path_gist').using('gist', table.orgPath),
    index('cameras_org_unit').on(table.orgUnitId, table.code),
    // Answers "how many, and how many online" without the table; few entries, for most cameras of a unit are alike.
    index('cameras_org_unit_health').on(table.orgUnitId, table.healthState),
    index('cameras_search_trgm').using('gin', table.searchText.op('gin_trgm_ops')),
    check('cameras_class', sql`${table.class} in ('I', 'II', 'III')`),
    check(
      'cameras_ptz',
      sql`not ${table.ptz} or (${table.onvifUrl} is not null and ${table.profileToken} is not null)`,
    ),
    check('cameras_health_state', sql`${table.healthState} in ('unknown', 'online', 'offline')`),
  ],
);
