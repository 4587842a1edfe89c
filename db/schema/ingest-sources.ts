import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { bytesColumn, epochMsColumn } from './columns.ts';

/** Who may send signals and positions. */
export const ingestSources = pgTable('ingest_sources', {
  name: text().primaryKey(),
  /** The HMAC key, sealed under the source's name. */
  key: bytesColumn().notNull(),
  enabled: boolean().notNull(),
  createdMs: epochMsColumn('created_ms').notNull(),
});
