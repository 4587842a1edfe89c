import { sql } from 'drizzle-orm';
import { systemClock } from '#core/kit';
import type { Database } from '#db/database';
import { gatewayProbe, sweepCameras } from '#workers/cameras';
import { cameraSweepJob } from '#workers/queues';
import { hmacOf } from './bench-cameras.ts';
import type { BenchDatabase } from './bench-database.ts';
import type { Keys } from './keys.ts';

/** In how many jobs workers do a sweep. */
const JOBS = 8;

export interface Sweep {
  readonly database: BenchDatabase;
  readonly keys: Keys;
  readonly gatewayUrl: string;
  /** One camera in so many is asked. */
  readonly oneIn: number;
  readonly signal: AbortSignal;
}

/**
 * Asks cameras over RTSP whether they are there and records what became of each, as one worker does: as many jobs
 * side by side as the queue lets it have.
 * @returns how long that took, in ms
 */
export async function sweepRegistry({ database, keys, gatewayUrl, oneIn, signal }: Sweep): Promise<number> {
  const probe = gatewayProbe(hmacOf(keys.hmacKey), systemClock);
  const parts = { db: database.db, probe, gatewayUrlOf: () => gatewayUrl, clock: systemClock };
  const startMs = performance.now();
  const shards = Array.from({ length: JOBS }, (_, shard) => shard).values();
  const sweepOneByOne = async (): Promise<void> => {
    for (const shard of shards)
      await sweepCameras(parts, { shard, shards: JOBS * oneIn, untilMs: Number.POSITIVE_INFINITY }, signal);
  };
  await Promise.all(Array.from({ length: cameraSweepJob.concurrency }, sweepOneByOne));
  return performance.now() - startMs;
}

/** How many cameras were asked: those that answered, and those that did not. */
export async function healthCounts(db: Database): Promise<{ online: number; offline: number }> {
  const { rows } = await db.execute<{ online: number; offline: number }>(sql`
    select count(*) filter (where health_state = 'online')::int as online,
      count(*) filter (where health_state = 'offline')::int as offline
    from cameras`);
  return rows[0] ?? { online: 0, offline: 0 };
}
