import { eq, sql } from 'drizzle-orm';
import type { JournalPosition } from '#core/contracts';
import type { Queryable } from '../database/index.ts';
import { journalCursors } from '../schema/index.ts';
import { journalStart, parsePosition } from './position.ts';

/** How far a reader has come that remembers it over restarts; the start of the journal for one that is new. */
export async function readCursor(db: Queryable, reader: string): Promise<JournalPosition> {
  const [row] = await db.select().from(journalCursors).where(eq(journalCursors.reader, reader));
  return row === undefined ? journalStart : `${row.xid}-${row.seq}`;
}

/**
 * Remembers how far a reader has come. Never goes back: of several processes that are the same reader, the one that
 * is ahead counts.
 */
export async function moveCursor(db: Queryable, reader: string, position: JournalPosition): Promise<void> {
  const { xid, seq } = parsePosition(position);
  await db
    .insert(journalCursors)
    .values({ reader, xid: xid.toString(), seq })
    .onConflictDoUpdate({
      target: journalCursors.reader,
      set: { xid: sql`excluded.xid`, seq: sql`excluded.seq` },
      setWhere: sql`(${journalCursors.xid}, ${journalCursors.seq}) < (excluded.xid, excluded.seq)`,
    });
}
