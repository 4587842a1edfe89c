import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { EpochMs } from '#core/kit';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { signInFailures } from '../schema/index.ts';

/** What failures are counted by: an account from one source, a source alone, an account from anywhere. */
export interface FailureKey {
  /** As it was typed, in lower case; '' for the source alone. */
  readonly account: string;
  /** '' for the account from anywhere. */
  readonly address: string;
}

/** A count, and where it locks. */
export interface FailureLimit extends FailureKey {
  readonly failuresMax: number;
}

export interface Attempt {
  /** In an order that is the same for everybody, or two attempts at once could wait for each other. */
  readonly limits: readonly FailureLimit[];
  readonly lockedMs: number;
  readonly nowMs: EpochMs;
}

/** Whether an attempt may go on, and the how-manieth it is of each limit. */
export type Counted =
  | { readonly locked: false; readonly counts: readonly number[] }
  | { readonly locked: true; readonly untilMs: EpochMs };

class Locked extends Error {
  readonly untilMs: EpochMs;

  constructor(untilMs: EpochMs) {
    super('locked');
    this.untilMs = untilMs;
  }
}

/**
 * Counts an attempt as failed before it is checked, so that many at once, at whichever web node, are counted too. An
 * attempt that is locked by one limit is counted by none.
 */
export async function countAttempt(db: Database, attempt: Attempt): Promise<Counted> {
  await sweepFailures(db, attempt.nowMs);
  try {
    const counts = await db.transaction(async (tx) => {
      const counted: number[] = [];
      for (const limit of attempt.limits) counted.push(await countUnder(tx, limit, attempt));
      return counted;
    });
    return { locked: false, counts };
  } catch (error) {
    if (error instanceof Locked) return { locked: true, untilMs: error.untilMs };
    throw error;
  }
}

/** @throws Locked, which takes the whole transaction back */
async function countUnder(
  tx: Transaction,
  { account, address, failuresMax }: FailureLimit,
  { nowMs, lockedMs }: Attempt,
): Promise<number> {
  const { failures, untilMs } = signInFailures;
  const isOver = sql`${untilMs} <= ${nowMs}`;
  const isLocked = sql`${untilMs} > ${nowMs} and ${failures} >= ${failuresMax}`;
  const [row] = await tx
    .insert(signInFailures)
    .values({ account, address, failures: 1, untilMs: nowMs + lockedMs })
    .onConflictDoUpdate({
      target: [signInFailures.account, signInFailures.address],
      set: {
        failures: sql`case when ${isOver} then 1 else ${failures} + 1 end`,
        untilMs: sql`case when ${isLocked} then ${untilMs} else ${nowMs + lockedMs} end`,
      },
    })
    .returning({ failures, untilMs });
  if (row === undefined) throw new Error('an upsert returned no row');
  if (row.failures > failuresMax) throw new Locked(row.untilMs);
  return row.failures;
}

/** Takes one attempt back: it did not fail, or was never checked. */
export async function uncountAttempt(db: Queryable, keys: readonly FailureKey[]): Promise<void> {
  for (const key of keys) {
    await db
      .update(signInFailures)
      .set({ failures: sql`${signInFailures.failures} - 1` })
      .where(and(isKey(key), gt(signInFailures.failures, 0)));
    await db.delete(signInFailures).where(and(isKey(key), lte(signInFailures.failures, 0)));
  }
}

/** Somebody has shown who they are: the counts begin anew. */
export async function forgetFailures(db: Queryable, keys: readonly FailureKey[]): Promise<void> {
  for (const key of keys) await db.delete(signInFailures).where(isKey(key));
}

function isKey({ account, address }: FailureKey) {
  return and(eq(signInFailures.account, account), eq(signInFailures.address, address));
}

/** More than one attempt leaves behind, so that the table holds what is in force and little else. */
const SWEPT_AT_ONCE = 50;

/** Removes counts that are over. Rows that somebody is writing are left for the next time. */
async function sweepFailures(db: Queryable, nowMs: EpochMs): Promise<void> {
  await db.execute(sql`
    delete from ${signInFailures} where (account, address) in (
      select account, address from ${signInFailures} where until_ms <= ${nowMs}
      order by until_ms limit ${SWEPT_AT_ONCE} for update skip locked)`);
}
