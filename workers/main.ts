import type { Hmac } from '#core/contracts';
import { type GatewayPlace, GatewayWatch } from '#core/gateways';
import type { CameraId, Cancel, Clock, Log } from '#core/kit';
import { closeDatabase, connectDatabase, type Database, isDatabaseReady } from '#db/database';
import { listLiveGateways } from '#db/repositories';
import { gatewayProbe, scheduleSweeps, sweepCameras } from '#workers/cameras';
import { handleDeadline, scheduleDeadlineSweeps, sweepDeadlines } from '#workers/escalation';
import { followJournal } from '#workers/outbox';
import {
  atMost,
  cameraSweepJob,
  connectQueues,
  deadlineJob,
  type Queues,
  routeAlertJob,
  sweepDeadlinesJob,
} from '#workers/queues';
import { routeRaisedAlert } from '#workers/routing';

export interface WorkerRoleOptions {
  readonly databaseUrl: string;
  /** Null: jobs are kept in PostgreSQL. */
  readonly redisUrl: string | null;
  /** The gateways there are by the settings; those that live say so in the database. */
  readonly gateways: readonly [GatewayPlace, ...GatewayPlace[]];
  /** Signs service tokens. */
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly log: Log;
  /** How often every camera is asked whether it is there. */
  readonly sweepEveryMs: number;
  /** Multiplies the delays before an alert climbs; 1 if not given. Drills and demonstrations run faster than life. */
  readonly escalationScale?: number;
}

export interface WorkerRole {
  /** Whether the database and the queues answer. */
  isReady(): Promise<boolean>;
  /** Stops within three seconds. Jobs that run go back to their queues. */
  close(): Promise<void>;
}

const POOL_MAX = 10;
/** A batch of entries is enqueued well within this; what is not is enqueued after the next start. */
const CLOSE_OUTBOX_MS = 800;

/**
 * Starts the worker role on a migrated database: everything that happens without anybody asking.
 * @throws when the store of the jobs cannot be reached; the supervisor tries again
 */
export async function startWorker(options: WorkerRoleOptions): Promise<WorkerRole> {
  const { databaseUrl, redisUrl, clock, log } = options;
  const db = connectDatabase({
    url: databaseUrl,
    poolMax: POOL_MAX,
    applicationName: 'beaconwall worker',
    log,
  });
  const queues = await connectQueues({ databaseUrl, redisUrl, log });
  const stopCameras = await workOnCameras(options, { db, queues });
  const stopDeadlines = await workOnAlerts(options, { db, queues });
  const outbox = await followJournal({ databaseUrl, db, add: queues.add.bind(queues), clock, log });
  return {
    isReady: async () => (await isDatabaseReady(db)) && (await queues.isReady()),
    close: async () => {
      stopCameras();
      stopDeadlines();
      await atMost(CLOSE_OUTBOX_MS, outbox.close()); // first: it must not add to queues that are closed
      await queues.close();
      await closeDatabase(db);
    },
  };
}

interface Parts {
  readonly db: Database;
  readonly queues: Queues;
}

async function workOnCameras(options: WorkerRoleOptions, { db, queues }: Parts): Promise<Cancel> {
  const { gateways: configured, hmac, clock, log, sweepEveryMs } = options;
  const gateways = new GatewayWatch({ list: () => listLiveGateways(db), configured, clock, log });
  await gateways.start();
  const gatewayUrlOf = (cameraId: CameraId) => gateways.for(cameraId).internalUrl;
  const parts = { db, clock, probe: gatewayProbe(hmac, clock), gatewayUrlOf };
  await queues.work(cameraSweepJob, (job, signal) => sweepCameras(parts, job, signal));
  const stopSweeps = scheduleSweeps({
    add: (job, addOptions) => queues.add(cameraSweepJob, job, addOptions),
    clock,
    log,
    everyMs: sweepEveryMs,
  });
  return () => {
    stopSweeps();
    gateways.close();
  };
}

async function workOnAlerts(options: WorkerRoleOptions, { db, queues }: Parts): Promise<Cancel> {
  const { clock, log, escalationScale = 1 } = options;
  const parts = { db, clock, escalationScale };
  await queues.work(routeAlertJob, ({ alertId }) => routeRaisedAlert(parts, alertId));
  await queues.work(deadlineJob, (job) => handleDeadline(parts, job));
  await queues.work(sweepDeadlinesJob, (_job, signal) => sweepDeadlines(parts, signal));
  return scheduleDeadlineSweeps({
    add: (addOptions) => queues.add(sweepDeadlinesJob, {}, addOptions),
    clock,
    log,
  });
}
