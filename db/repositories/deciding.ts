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
      if (!isLostRace(error) || round === ROUNDS_MAX) throw error;
    }
  }
}

/** Foreign keys to the path of a unit, see db/schema: what was read of it is no longer so when they fail. */
const PATH_KEY = /_org_(unit|path)$/;
const FOREIGN_KEY_VIOLATION = '23503';
const DEADLOCK = '40P01';

/**
 * Besides our own checks: the unit that something was to be placed at has moved meanwhile; or a move, which holds many
 * rows, and this waited for one another, and PostgreSQL chose this one to begin again.
 */
function isLostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const cause: unknown = error instanceof Error ? error.cause : null;
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  if (cause.code === DEADLOCK) return true;
  return (
    cause.code === FOREIGN_KEY_VIOLATION && 'constraint' in cause && PATH_KEY.test(String(cause.constraint))
  );
}
