import { and, asc, desc, inArray, type SQL, sql } from 'drizzle-orm';
import { type JournalEntry, type JournalPosition, journalEntrySchema } from '#core/contracts';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { journal, withinScope } from '../schema/index.ts';
import { parsePosition } from './position.ts';

const columns = {
  position: sql<JournalPosition>`${journal.xid} || '-' || ${journal.seq}`,
  type: journal.type,
  orgPath: journal.orgPath,
  subject: journal.subject,
  actor: journal.actor,
  atMs: journal.atMs,
  payload: journal.payload,
};

/**
 * Where the journal stands: every entry at or before it is visible to queries that start from now on, and every
 * other entry, those of transactions still open included, will come after it. Take it before reading a snapshot.
 */
export async function currentPosition(db: Queryable): Promise<JournalPosition> {
  const { rows } = await db.execute(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  // Sequence numbers start at 1, so this lies before the first entry of the oldest open transaction.
  return `${String(rows[0]?.xid)}-0`;
}

export interface ReadAfterOptions {
  readonly after: JournalPosition;
  /** Entries at most. */
  readonly limit: number;
  /** Only entries that happened within. */
  readonly scope: Scope;
}

/**
 * Reads what was appended after a position, in journal order. Entries of a kind this version does not know (a
 * newer one runs beside it) are left out.
 */
export async function readAfter(db: Queryable, options: ReadAfterOptions): Promise<JournalEntry[]> {
  const rows = await selectAfter(db, options.after, options.limit, [
    isSettled,
    withinScope(journal.orgPath, options.scope),
  ]);
  return rows.flatMap((row) => toEntry(row) ?? []);
}

/**
 * The history of some subjects in journal order, of more than `limit` entries the latest. Takes no scope: whoever may
 * see a subject may see what became of it.
 */
export async function readSubjects(
  db: Queryable,
  subjects: readonly string[],
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await db
    .select(columns)
    .from(journal)
    .where(inArray(journal.subject, [...subjects]))
    .orderBy(desc(journal.xid), desc(journal.seq))
    .limit(limit);
  return rows.reverse().flatMap((row) => toEntry(row) ?? []);
}

/**
 * Entries of some kinds that are there and still wait for an older transaction, see `isSettled`: for whoever must know
 * soon and cares for no order. They are read again until they are settled, and then come to readers as all others do.
 */
export async function readUnsettled(
  db: Queryable,
  types: readonly JournalEntry['type'][],
): Promise<JournalEntry[]> {
  const rows = await db
    .select(columns)
    .from(journal)
    .where(
      and(sql`${journal.xid} >= pg_snapshot_xmin(pg_current_snapshot())`, inArray(journal.type, [...types])),
    );
  return rows.flatMap((row) => toEntry(row) ?? []);
}

/** Whether no transaction that is still open can append an entry that comes before this one. */
const isSettled = sql<boolean>`${journal.xid} < pg_snapshot_xmin(pg_current_snapshot())`;

/** Rows after a position in journal order, whether settled or not, with more conditions. */
export function selectAfter(
  db: Queryable,
  after: JournalPosition,
  limit: number,
  conditions: readonly SQL[] = [],
) {
  const { xid, seq } = parsePosition(after);
  const isAfter = sql`(${journal.xid}, ${journal.seq}) > (${xid.toString()}::xid8, ${seq.toString()}::bigint)`;
  return db
    .select({ ...columns, settled: isSettled })
    .from(journal)
    .where(and(isAfter, ...conditions))
    .orderBy(asc(journal.xid), asc(journal.seq))
    .limit(limit);
}

/** A row as the contract has it; null when its kind is unknown to this version. */
export function toEntry(row: object): JournalEntry | null {
  const entry = journalEntrySchema.safeParse(row);
  return entry.success ? entry.data : null;
}
