import type { NewJournalEntry } from '#core/contracts';
import type { Queryable } from '../database/index.ts';
import { journal } from '../schema/index.ts';

/** PostgreSQL takes 65,535 parameters a statement; an entry has six. */
const ENTRIES_PER_STATEMENT = 5_000;

/**
 * Appends entries in the caller's transaction, so that they commit with the change they tell of or not at all.
 * Entries of one call keep their order. Readers are woken at commit.
 */
export async function appendEntries(tx: Queryable, entries: readonly NewJournalEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += ENTRIES_PER_STATEMENT) {
    await tx.insert(journal).values(entries.slice(start, start + ENTRIES_PER_STATEMENT));
  }
}
