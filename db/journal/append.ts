import type { NewJournalEntry } from '#core/contracts';
import { insertRows, type Queryable } from '../database/index.ts';
import { journal } from '../schema/index.ts';

/**
 * Appends entries in the caller's transaction, so that they commit with the change they tell of or not at all.
 * Entries of one call keep their order. Readers are woken at commit.
 *
 * For the journal to tell changes of one subject in the order they happened: read and decide first, write after, and
 * when a version check fails, decide again in a new transaction. A transaction gets its id, and with it its place in
 * the journal, at its first write. One that waited for another's row lock has its place before it already.
 */
export async function appendEntries(tx: Queryable, entries: readonly NewJournalEntry[]): Promise<void> {
  await insertRows(tx, journal, entries);
}
