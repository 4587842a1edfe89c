import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { StreamProfile } from '#core/camera';
import type { CameraId, SessionId, UserId } from '#core/kit';
import { epochMsColumn } from './columns.ts';

/**
 * Who is watching what just now. A row goes when the viewing is over and stands in the audit log, so that one whose
 * gateway died is found here.
 */
export const viewings = pgTable(
  'viewings',
  {
    /** Where browsers reach the gateway. */
    gatewayId: text('gateway_id').notNull(),
    // No references: neither session nor camera may go or stay because of a row here, which outlives no gateway.
    sessionId: text('session_id').$type<SessionId>().notNull(),
    cameraId: text('camera_id').$type<CameraId>().notNull(),
    profile: text().$type<StreamProfile>().notNull(),
    userId: text('user_id').$type<UserId>().notNull(),
    address: text().notNull(),
    fromMs: epochMsColumn('from_ms').notNull(),
    /** When its gateway was last known to be there. */
    seenMs: epochMsColumn('seen_ms').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.gatewayId, table.sessionId, table.cameraId, table.profile, table.fromMs],
    }),
    index('viewings_seen').on(table.seenMs),
    check('viewings_profile', sql`${table.profile} in ('main', 'sub')`),
  ],
);
