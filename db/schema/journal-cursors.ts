import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { transactionIdColumn } from './columns.ts';

/** How far a reader of the journal that lives longer than one process has come. */
export const journalCursors = pgTable('journal_cursors', {
  reader: text().primaryKey(),
  xid: transactionIdColumn().notNull(),
  seq: bigint({ mode: 'bigint' }).notNull(),
});
