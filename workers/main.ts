import type { Hmac } from '#core/contracts';
import type { Clock, Log } from '#core/kit';
import { closeDatabase, connectDatabase, isDatabaseReady } from '#db/database';
import { gatewayProbe, scheduleSweeps, sweepCameras } from '#workers/cameras';
import { cameraSweepJob, connectQueues } from '#workers/queues';

export interface WorkerRoleOptions {
  readonly databaseUrl: string;
  /** Null: jobs are kept in PostgreSQL. */
  readonly redisUrl: string | null;
  /** How the gateway is reached from here. */
  readonly gatewayUrl: string;
  /** Signs service tokens. */
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly log: Log;
  /** How often every camera is asked whether it is there. */
  readonly sweepEveryMs: number;
}

export interface WorkerRole {
  /** Whether the database and the queues answer. */
  isReady(): Promise<boolean>;
  /** Stops within three seconds. Jobs that run go back to their queues. */
  close(): Promise<void>;
}

const POOL_MAX = 5;

/**
 * Starts the worker role on a migrated database: everything that happens without anybody asking.
 * @throws when the store of the jobs cannot be reached; the supervisor tries again
 */
export async function startWorker(options: WorkerRoleOptions): Promise<WorkerRole> {
  const { databaseUrl, redisUrl, gatewayUrl, hmac, clock, log, sweepEveryMs } = options;
  const db = connectDatabase({
    url: databaseUrl,
    poolMax: POOL_MAX,
    applicationName: 'beaconwall worker',
    log,
  });
  const queues = await connectQueues({ databaseUrl, redisUrl, log });
  const sweep = { db, clock, probe: gatewayProbe(gatewayUrl, hmac, clock) };
  await queues.work(cameraSweepJob, (job, signal) => sweepCameras(sweep, job, signal));
  const stopSweeps = scheduleSweeps({
    add: (job, addOptions) => queues.add(cameraSweepJob, job, addOptions),
    clock,
    log,
    everyMs: sweepEveryMs,
  });
  return {
    isReady: async () => (await isDatabaseReady(db)) && (await queues.isReady()),
    close: async () => {
      stopSweeps();
      await queues.close();
      await closeDatabase(db);
    },
  };
}
