import type { Database, Transaction } from '../database/index.ts';

/** What was read is no longer so: the transaction is rolled back, and everything is decided again. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

/** Several hands on one thing in one instant are rare; more rounds than this mean a bug, not a race. */
const ROUNDS_MAX = 30;

/**
 * Runs a transaction that reads and decides first and writes after, each write with a check that what it changes is
 * still what was read. When a check fails (`LostRace`), it runs again. See `appendEntries` for why it must not read
 * after its first write, nor lock rows to read them: the journal would tell the changes out of order.
 *
 * Rows are written in the order incident, alerts, assignments, so that two of these cannot deadlock.
 */
export async function deciding<Value>(
  db: Database,
  decide: (tx: Transaction) => Promise<Value>,
): Promise<Value> {
  for (let round = 1; ; round++) {
    try {
      return await db.transaction(decide);
    } catch (error) {
      if (!(error instanceof LostRace) || round === ROUNDS_MAX) throw error;
    }
  }
}
