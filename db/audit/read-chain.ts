import { sql } from 'drizzle-orm';
import { type AuditEntry, auditPurgeSchema } from '#core/contracts';
import type { Queryable } from '../database/index.ts';
import { CHAIN_START } from './audit-hash.ts';

/** A row with its place in the chain, as it stands in the table: nothing in it is taken for true. */
export interface ChainRow extends AuditEntry {
  readonly hash: Uint8Array;
}

/** Where a chain is followed from: the row before the first, which need not be there any more. */
export interface ChainAnchor {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** Rows up to `throughSeq` were taken out after the time they must be kept; the row that says so is `seq`. */
export interface ChainPurge {
  readonly seq: number;
  readonly throughSeq: number;
  readonly hash: Uint8Array;
  readonly atMs: number;
  readonly actorName: string;
}

const PAGE = 10_000;

/** Reads the log from a row on, page by page; the next page is under way while one is worked on. */
export async function* readChain(db: Queryable, afterSeq: number): AsyncGenerator<readonly ChainRow[]> {
  let next = readPage(db, afterSeq);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    next = readPage(db, last.seq);
    next.catch(() => {}); // awaited in the next round, unless whoever reads stops before
    yield page;
  }
}

/** The next rows; where none are near, rows are missing, or this is the end. */
async function readPage(db: Queryable, afterSeq: number): Promise<ChainRow[]> {
  const near = await readRange(db, afterSeq);
  if (near.length > 0) return near;
  const { rows } = await db.execute(sql`
    select min(seq)::float8 as seq from audit_log where seq > ${afterSeq}::bigint`);
  const next = rows[0]?.seq;
  return typeof next === 'number' ? readRange(db, next - 1) : [];
}

/**
 * Rows by a range of numbers, not by a limit: until PostgreSQL has counted a table that grew quickly, it would take all
 * the rest for little, and sort it for every page.
 */
async function readRange(db: Queryable, afterSeq: number): Promise<ChainRow[]> {
  // As double precision, which the driver reads as a number; both columns stay far below 2^53.
  const { rows } = await db.execute(sql`
    select seq::float8 as seq, at_ms::float8 as "atMs", action, actor, actor_name as "actorName", address, subject,
           org_path::text as "orgPath", detail, hash
    from audit_log where seq > ${afterSeq}::bigint and seq <= ${afterSeq + PAGE}::bigint order by seq`);
  return rows as unknown as ChainRow[];
}

/** What the newest purge left word of; null when nothing was ever taken out. */
export async function lastPurge(db: Queryable): Promise<ChainPurge | null> {
  const { rows } = await db.execute(sql`
    select seq::float8 as seq, at_ms::float8 as "atMs", actor_name as "actorName", detail
    from audit_log where action = 'audit.purged' order by seq desc limit 1`);
  const [row] = rows as unknown as Pick<ChainRow, 'seq' | 'atMs' | 'actorName' | 'detail'>[];
  const purge = auditPurgeSchema.safeParse(row?.detail);
  if (row === undefined || !purge.success) return null;
  const { seq, atMs, actorName } = row;
  const { throughSeq, hash } = purge.data;
  return { seq, atMs, actorName, throughSeq, hash: Buffer.from(hash, 'hex') };
}

/** What the first row that is to be there is chained to. */
export function startOf(purge: ChainPurge | null): ChainAnchor {
  return purge === null ? { seq: 0, hash: CHAIN_START } : { seq: purge.throughSeq, hash: purge.hash };
}

/** The row `count` before the newest, to follow the chain from; null when there are not so many. */
export async function anchorBefore(db: Queryable, count: number): Promise<ChainAnchor | null> {
  const { rows } = await db.execute(sql`
    select seq::float8 as seq, hash from audit_log order by seq desc limit 1 offset ${count}`);
  return (rows[0] as unknown as ChainAnchor | undefined) ?? null;
}
