import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { Log } from '#core/kit';
import { atMost } from './at-most.ts';
import { type Backend, type JobQueue, type JobWorker, postgresBackend, redisBackend } from './backend.ts';
import type { JobDefinition } from './define-job.ts';

export interface QueuesOptions {
  readonly databaseUrl: string;
  /** Null: jobs are kept in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly log: Log;
}

export interface AddOptions {
  /** Adding a job under the id of one that is still known does nothing. Not all digits, and no colon. */
  readonly id?: string;
  /** How long it waits before it runs. */
  readonly delayMs?: number;
}

/** A job that used up its attempts. It stays until somebody looks or it is a month old. */
export interface FailedJob {
  readonly id: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly attempts: number;
}

/**
 * Runs one job. Must be safe to run twice for one job: a worker can be killed between doing and saying so.
 * @param signal aborted when the worker is to stop; the job then goes back to its queue without losing an attempt
 */
export type JobHandler<Payload> = (payload: Payload, signal: AbortSignal) => Promise<void>;

/** A worker that is killed is noticed after at most lock duration + stalled interval: its job runs again in 15 s. */
const LOCK_MS = 10_000;
const STALLED_INTERVAL_MS = 5_000;
/**
 * How often a job may take its worker down with it. BullMQ's default of 1 would turn a job whose worker is killed
 * twice (by two deploys, say) into a failed one, whatever its attempts.
 */
const STALLED_MAX = 10;
const RETRY_CONNECTION_MS = 1_000;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** How long handlers get to notice that they must stop, and connections to close. */
const STOP_HANDLERS_MS = 1_200;
const CLOSE_MS = 800;
const READY_TIMEOUT_MS = 2_000;

/** Opens the queues. @throws when PostgreSQL is to hold them and cannot be reached */
export async function connectQueues({ databaseUrl, redisUrl, log }: QueuesOptions): Promise<Queues> {
  const backend = redisUrl === null ? await postgresBackend(databaseUrl) : redisBackend(redisUrl);
  return new Queues(backend, log);
}

/** All queues of one process: adds jobs, runs them, tells which failed. */
export class Queues {
  readonly #backend: Backend;
  readonly #log: Log;
  readonly #queues = new Map<string, JobQueue>();
  readonly #workers: JobWorker[] = [];
  readonly #running = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();

  constructor(backend: Backend, log: Log) {
    this.#backend = backend;
    this.#log = log;
  }

  /**
   * Adds a job. Fails at once while the store is away: whoever adds must be able to add again later.
   * @throws ZodError when the payload is not one of this kind
   */
  async add<Payload>(
    definition: JobDefinition<Payload>,
    payload: Payload,
    { id, delayMs }: AddOptions = {},
  ): Promise<void> {
    await this.#queue(definition).add(definition.name, definition.schema.parse(payload), {
      ...(id !== undefined && { jobId: id }),
      ...(delayMs !== undefined && { delay: delayMs }),
    });
  }

  /** Starts to run jobs of a kind. @throws when the store of the jobs refuses */
  async work<Payload>(definition: JobDefinition<Payload>, handler: JobHandler<Payload>): Promise<void> {
    const run = (job: Job) => this.#track(this.#run(definition, handler, job));
    const worker = this.#backend.worker(definition.name, run, {
      autorun: false,
      concurrency: definition.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_INTERVAL_MS,
      maxStalledCount: STALLED_MAX,
      runRetryDelay: RETRY_CONNECTION_MS,
    });
    worker.on('error', (error) =>
      this.#log.warn({ job: definition.name, error: error.message }, 'queue error'),
    );
    worker.on('failed', (job, error) =>
      this.#log.warn({ job: definition.name, id: job?.id, error: error.message }, 'job failed'),
    );
    this.#workers.push(worker);
    await worker.waitUntilReady();
    worker.run().catch((error: Error) => {
      this.#log.error({ job: definition.name, error: error.message }, 'the queue is no longer worked on');
    });
  }

  /** The jobs of a kind that used up their attempts, the latest first. */
  async failed(definition: JobDefinition<unknown>): Promise<FailedJob[]> {
    const jobs = await this.#queue(definition).getFailed(0, 99);
    return jobs.map((job) => ({
      id: String(job.id),
      payload: job.data,
      reason: job.failedReason,
      attempts: job.attemptsMade,
    }));
  }

  /** Whether jobs can be added and are being run. Never throws. */
  async isReady(): Promise<boolean> {
    const counts = [...this.#queues.values()].map((queue) => queue.getJobCounts('active'));
    const answered = Promise.all(counts).then(
      () => true,
      () => false,
    );
    const inTime = await Promise.race([answered, sleep(READY_TIMEOUT_MS, false, { ref: false })]);
    return inTime && this.#workers.every((worker) => worker.isRunning());
  }

  /** Stops within three seconds. Jobs that run are asked to stop and go back to their queues. */
  async close(): Promise<void> {
    for (const worker of this.#workers) await worker.pause(true); // takes no further job
    this.#stop.abort();
    await atMost(STOP_HANDLERS_MS, Promise.allSettled(this.#running));
    // A handler that did not listen is left behind; its job's lock runs out and another worker runs it.
    const force = this.#running.size > 0;
    const closing = [...this.#workers.map((worker) => worker.close(force)), ...this.#closeQueues()];
    await atMost(CLOSE_MS, Promise.allSettled(closing));
  }

  *#closeQueues() {
    for (const queue of this.#queues.values()) yield queue.close();
  }

  #queue(definition: Pick<JobDefinition<unknown>, 'name' | 'attempts' | 'backoffMs'>): JobQueue {
    const { name, attempts, backoffMs } = definition;
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = this.#backend.queue(name, {
        defaultJobOptions: {
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          // No count beside it: PostgreSQL would look through all that are kept at every job that ends.
          removeOnComplete: { age: HOUR_S },
          removeOnFail: { age: 30 * DAY_S, count: 10_000 },
        },
      });
      queue.on('error', (error) => this.#log.warn({ job: name, error: error.message }, 'queue error'));
      this.#queues.set(name, queue);
      // BullMQ remembers a first connection to PostgreSQL that failed, and would fail for ever.
      const broken = queue;
      queue.waitUntilReady().catch(() => {
        this.#queues.delete(name);
        broken.close().catch(() => {});
      });
    }
    return queue;
  }

  async #run<Payload>(
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    job: Job,
  ): Promise<void> {
    const payload = definition.schema.safeParse(job.data);
    // Trying again would not make it valid.
    if (!payload.success)
      throw new UnrecoverableError(`not a ${definition.name} job: ${payload.error.message}`);
    try {
      this.#stop.signal.throwIfAborted();
      await handler(payload.data, this.#stop.signal);
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
      await job.moveToWait(job.token);
      throw new WaitingError();
    }
  }

  #track<Value>(run: Promise<Value>): Promise<Value> {
    this.#running.add(run);
    const forget = () => this.#running.delete(run);
    run.then(forget, forget);
    return run;
  }
}
