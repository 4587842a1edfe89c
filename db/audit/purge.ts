import { sql } from 'drizzle-orm';
import type { EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database, Transaction } from '../database/index.ts';
import { appendAudit } from './append-audit.ts';
import { lastPurge } from './read-chain.ts';
import { hex } from './verify-chain.ts';

/** Rows are taken out so many at a time, so that what is audited meanwhile waits for little. */
const BATCH = 20_000;

export interface Purge {
  /** Rows from before are taken out. */
  readonly beforeMs: EpochMs;
  /** Who does it: a name of the operating system. */
  readonly actorName: string;
  readonly nowMs: EpochMs;
}

/**
 * Takes rows out of the audit log, as the owner of the database. First a row is added that says so and keeps the hash
 * of the last row that goes, so that the chain can be followed from there; a purge that was cut off goes on the next
 * time. How long rows must be kept is the caller's to know.
 * @returns how many rows went
 */
export async function purgeAudit(db: Database, purge: Purge): Promise<number> {
  // In one transaction with the first rows that go: whoever may not take them out leaves no word of it either.
  let rows = await db.transaction(async (tx) => {
    await announce(tx, purge);
    return removeBatch(tx);
  });
  let removed = rows;
  while (rows === BATCH) {
    rows = await db.transaction(removeBatch);
    removed += rows;
  }
  return removed;
}

/** Adds the row that tells of it, unless there is nothing to take out. */
async function announce(tx: Transaction, { beforeMs, actorName, nowMs }: Purge): Promise<void> {
  // The first row to stay: everything before it is old, whatever a clock that jumped wrote in between.
  const { rows } = await tx.execute(sql`
    select seq::float8 as seq, hash, (select path::text from org_units where parent_id is null) as root
    from audit_log
    where seq < coalesce((select min(seq) from audit_log where at_ms >= ${beforeMs}), 9e18::bigint)
      and seq > coalesce((select max((detail->>'throughSeq')::bigint) from audit_log where action = 'audit.purged'), 0)
    order by seq desc limit 1`);
  const [last] = rows as unknown as { seq: number; hash: Uint8Array; root: OrgPath | null }[];
  if (last === undefined || last.root === null) return;
  await appendAudit(tx, [
    {
      ...{
        atMs: nowMs,
        action: 'audit.purged',
        actor: 'system',
        actorName,
        address: '',
        subject: 'audit_log',
      },
      ...{ orgPath: last.root, detail: { throughSeq: last.seq, hash: hex(last.hash), beforeMs } },
    },
  ]);
}

/** The trigger is off within the transaction only, and for nobody else: others that would write wait for its end. */
async function removeBatch(tx: Transaction): Promise<number> {
  const purged = await lastPurge(tx);
  if (purged === null) return 0;
  await tx.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
  const { rowCount } = await tx.execute(sql`
    delete from audit_log where seq in
      (select seq from audit_log where seq <= ${purged.throughSeq} order by seq limit ${BATCH})`);
  await tx.execute(sql`alter table audit_log enable trigger audit_log_append_only`);
  return rowCount ?? 0;
}
