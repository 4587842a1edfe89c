import type { NewJournalEntry } from '#core/contracts';
import { insertRows, type Queryable } from '../database/index.ts';
import { journal } from '../schema/index.ts';

/**
 * Appends entries in the caller's transaction, so that they commit with the change they tell of or not at all.
 * Entries of one call keep their order. Readers are woken at commit.
 */
export async function appendEntries(tx: Queryable, entries: readonly NewJournalEntry[]): Promise<void> {
  await insertRows(tx, journal, entries);
}
