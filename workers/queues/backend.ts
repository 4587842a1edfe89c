import {
  createPostgresBackend,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Client } from 'pg';

/** What is used of a BullMQ queue, whatever it is kept in. */
export type JobQueue = Pick<Queue, 'add' | 'close' | 'getFailed' | 'getJobCounts' | 'waitUntilReady'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};

/** What is used of a BullMQ worker. */
export type JobWorker = Pick<Worker, 'close' | 'isRunning' | 'pause' | 'run' | 'waitUntilReady'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { id?: string } | undefined, error: Error) => void): unknown;
};

/** Makes queues and workers that keep their jobs in one place. */
export interface Backend {
  queue(name: string, options: Omit<QueueOptions, 'connection'>): JobQueue;
  worker(name: string, run: Processor, options: Omit<WorkerOptions, 'connection'>): JobWorker;
}

/** Jobs in Redis: for installations with many jobs a second, with AOF and `noeviction`. */
export function redisBackend(redisUrl: string): Backend {
  return {
    // Without the offline queue `add` fails at once while Redis is away, instead of waiting for it for ever.
    queue: (name, options) =>
      new Queue(name, { ...options, connection: { url: redisUrl, enableOfflineQueue: false } }),
    worker: (name, run, options) =>
      new Worker(name, run, { ...options, connection: { url: redisUrl, maxRetriesPerRequest: null } }),
  };
}

/** Connections of each queue and each worker; a worker holds one more for LISTEN. */
const POOL_MAX = 2;

/**
 * Makes or updates BullMQ's tables, in a schema of their own. Does nothing as a user that may make none: then the
 * owner of the database has done it before.
 * @throws when PostgreSQL cannot be reached
 */
export async function prepareQueues(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'beaconwall migrate queues' });
  client.on('error', () => {}); // the query that runs fails with the same error
  await client.connect();
  try {
    const { rows } = await client.query(
      "select has_database_privilege(current_database(), 'create') as allowed",
    );
    if (rows[0]?.allowed === true) await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** Jobs in PostgreSQL: nothing else to run, and plenty for one county. */
export async function postgresBackend(databaseUrl: string): Promise<Backend> {
  await prepareQueues(databaseUrl);
  const connection = { connectionString: databaseUrl, max: POOL_MAX, keepAlive: true };
  return {
    queue: (name, options) => new Queue(name, { ...options, connection }, createPostgresBackend),
    worker: (name, run, options) => new Worker(name, run, { ...options, connection }, createPostgresBackend),
  };
}
