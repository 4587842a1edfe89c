import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JournalEntry } from '#core/contracts';
import { epochMsColumn, orgPathColumn, transactionIdColumn } from './columns.ts';

/**
 * Append-only: a trigger of the migrations refuses UPDATE, DELETE and TRUNCATE, and another wakes the tailing
 * readers. Order is `(xid, seq)`: see docs of `db/journal`.
 */
export const journal = pgTable(
  'journal',
  {
    xid: transactionIdColumn().notNull().default(sql`pg_current_xact_id()`),
    seq: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    type: text().$type<JournalEntry['type']>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    subject: text().notNull(),
    actor: text().notNull(),
    atMs: epochMsColumn('at_ms').notNull(),
    payload: jsonb().$type<JournalEntry['payload']>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.xid, table.seq] }),
    index('journal_subject').on(table.subject, table.xid, table.seq),
  ],
);
