import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { epochMsColumn } from './columns.ts';

/** The gateways that say they live; web gives each camera to one of them. */
export const gateways = pgTable('gateways', {
  id: text().primaryKey(),
  /** Where browsers reach it, without a slash at the end. */
  publicUrl: text('public_url').notNull(),
  /** Where the other roles reach it. */
  internalUrl: text('internal_url').notNull(),
  startedMs: epochMsColumn('started_ms').notNull(),
  seenMs: epochMsColumn('seen_ms').notNull(),
  /** Camera streams it holds. */
  streams: integer().notNull(),
});
