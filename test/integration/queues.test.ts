import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, serverUrl, type TestDatabase } from '#test/database';
import { quietLog } from '#test/quiet-log';
import { startRedis, type TestRedis } from '#test/redis';
import { connectQueues, defineJob, type Queues } from '#workers/queues';

let database: TestDatabase;
let redis: TestRedis;
const open: Queues[] = [];

beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queues) => queues.close()));
});
afterAll(async () => {
  await Promise.all([database.close(), redis.close()]);
});

const stores = ['postgres', 'redis'] as const;
type Store = (typeof stores)[number];

async function connect(store: Store): Promise<Queues> {
  const redisUrl = store === 'redis' ? redis.url : null;
  const queues = await connectQueues({ databaseUrl: database.url, redisUrl, log: quietLog });
  open.push(queues);
  return queues;
}

let jobs = 0;
/** A kind of job that no other test uses. */
function freshJob(settings: { attempts?: number; concurrency?: number } = {}) {
  jobs += 1;
  const schema = z.object({ n: z.number() });
  return defineJob({ name: `job-${jobs}`, schema, attempts: 3, backoffMs: 5, concurrency: 4, ...settings });
}

/** Collects what handlers saw, and lets a test wait until there is enough of it. */
class Seen {
  readonly values: number[] = [];
  #arrived = () => {};

  add(value: number): void {
    this.values.push(value);
    this.#arrived();
  }

  async until(count: number): Promise<number[]> {
    while (this.values.length < count) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.values.toSorted((a, b) => a - b);
  }
}

/** Fails with a message, so that a retry can be told from a first try. */
const failing = async (): Promise<never> => {
  throw new Error('no luck');
};

describe.each(stores)('queues in %s run jobs', (store) => {
  it('once each, whoever added them', async () => {
    const [one, two] = await Promise.all([connect(store), connect(store)]);
    const job = freshJob();
    const seen = new Seen();
    await one.work(job, async ({ n }) => seen.add(n));
    await two.work(job, async ({ n }) => seen.add(n));
    for (let n = 0; n < 50; n++) await (n % 2 === 0 ? one : two).add(job, { n });
    expect(await seen.until(50)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(await one.failed(job)).toEqual([]);
    expect(await one.isReady()).toBe(true);
  });

  it('again after a failure', async () => {
    const queues = await connect(store);
    const job = freshJob();
    const seen = new Seen();
    await queues.work(job, async ({ n }) => {
      seen.add(n);
      if (seen.values.length < 3) await failing();
    });
    await queues.add(job, { n: 7 });
    expect(await seen.until(3)).toEqual([7, 7, 7]);
    await queues.add(job, { n: 8 });
    expect(await seen.until(4)).toEqual([7, 7, 7, 8]);
    expect(await queues.failed(job)).toEqual([]);
  });

  it('never a job that is not valid: neither added nor handed to a handler', async () => {
    const queues = await connect(store);
    const job = freshJob();
    await expect(queues.add(job, { n: 'seven' } as never)).rejects.toThrow(z.ZodError);
    const other = defineJob({ ...job, schema: z.object({ text: z.string() }) });
    await queues.add(other, { text: 'from another version' });
    const seen = new Seen();
    await queues.work(job, async ({ n }) => seen.add(n));
    await queues.add(job, { n: 1 });
    expect(await seen.until(1)).toEqual([1]);
    await expect
      .poll(() => queues.failed(job))
      .toMatchObject([{ payload: { text: 'from another version' }, attempts: 1 }]);
  });
});

describe.each(stores)('queues in %s keep order', (store) => {
  it('by running one id once, also after it is done', async () => {
    const queues = await connect(store);
    const job = freshJob();
    const seen = new Seen();
    await queues.add(job, { n: 1 }, { id: 'same-1' });
    await queues.add(job, { n: 2 }, { id: 'same-1' });
    await queues.work(job, async ({ n }) => seen.add(n));
    await seen.until(1);
    await queues.add(job, { n: 3 }, { id: 'same-1' });
    await queues.add(job, { n: 4 }, { id: 'same-2' });
    expect(await seen.until(2)).toEqual([1, 4]);
  });

  it('by keeping jobs that used up their attempts where they are seen', async () => {
    const queues = await connect(store);
    const job = freshJob({ attempts: 2 });
    await queues.work(job, failing);
    await queues.add(job, { n: 9 });
    await expect
      .poll(() => queues.failed(job))
      .toMatchObject([{ payload: { n: 9 }, reason: 'no luck', attempts: 2 }]);
  });
});

describe.each(stores)('queues in %s lose nothing', (store) => {
  it('when a worker stops in mid-job: at once, and without losing an attempt', async () => {
    const stopped = await connect(store);
    const job = freshJob({ attempts: 1 });
    const begun = new Seen();
    await stopped.work(job, async ({ n }, signal) => {
      begun.add(n);
      await once(signal, 'abort');
      throw signal.reason;
    });
    await stopped.add(job, { n: 1 });
    await begun.until(1);
    const startedMs = performance.now();
    await stopped.close();
    expect(performance.now() - startedMs).toBeLessThan(3_000);

    const next = await connect(store);
    const seen = new Seen();
    await next.work(job, async ({ n }) => seen.add(n));
    expect(await seen.until(1)).toEqual([1]);
    expect(await next.failed(job)).toEqual([]);
  });

  it('stops within three seconds whatever a handler does', async () => {
    const queues = await connect(store);
    const job = freshJob();
    const begun = new Seen();
    await queues.work(job, async ({ n }) => {
      begun.add(n);
      await new Promise(() => {});
    });
    await queues.add(job, { n: 1 });
    await begun.until(1);
    const startedMs = performance.now();
    await queues.close();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});

/** Kills a job's worker twice in a row, and waits for a third to run it. */
async function killTwice(store: Store): Promise<void> {
  const job = defineJob({ name: 'held', schema: z.object({}), attempts: 1, backoffMs: 10, concurrency: 1 });
  const queues = await connect(store);
  await queues.add(job, {});
  for (let kills = 0; kills < 2; kills++) {
    const worker = heldWorker(store);
    await started(worker);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  const done = Promise.withResolvers<void>();
  const startedMs = performance.now();
  await queues.work(job, async () => done.resolve());
  await done.promise;
  expect(performance.now() - startedMs).toBeLessThan(17_000); // ≤ 15 s, and some for a busy machine
  expect(await queues.failed(job)).toEqual([]);
}

it('a job whose worker is killed in mid-job twice in a row is run again, in either store', {
  timeout: 90_000,
}, async () => {
  await Promise.all(stores.map(killTwice)); // both at once: it takes as long as locks take to run out
});

describe('queues whose store goes away', () => {
  it('fail to add at once while Redis is down, and work when it is back, empty', async () => {
    const queues = await connect('redis');
    const job = freshJob();
    const seen = new Seen();
    await queues.work(job, async ({ n }) => seen.add(n));
    await queues.add(job, { n: 1 });
    await seen.until(1);
    await redis.kill();
    await expect
      .poll(() =>
        queues.add(job, { n: 2 }).then(
          () => 'added',
          () => 'refused',
        ),
      )
      .toBe('refused');
    expect(await queues.isReady()).toBe(false);
    await redis.restart();
    await expect
      .poll(
        () =>
          queues.add(job, { n: 3 }, { id: 'after' }).then(
            () => 'added',
            () => 'refused',
          ),
        { timeout: 30_000 },
      )
      .toBe('added');
    expect(await seen.until(2)).toEqual([1, 3]);
    expect(await queues.isReady()).toBe(true);
  });

  it('go on after PostgreSQL cut every connection', async () => {
    const queues = await connect('postgres');
    const job = freshJob();
    const seen = new Seen();
    await queues.work(job, async ({ n }) => seen.add(n));
    await queues.add(job, { n: 1 });
    await seen.until(1);
    await database.db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await expect
      .poll(
        () =>
          queues.add(job, { n: 2 }, { id: 'after' }).then(
            () => 'added',
            () => 'refused',
          ),
        { timeout: 30_000 },
      )
      .toBe('added');
    // The first runs again if the cut came before its end was stored.
    await expect.poll(() => seen.values, { timeout: 30_000 }).toContain(2);
  });

  it('work although PostgreSQL was away when they were first used', async () => {
    const queues = await connect('postgres');
    const job = freshJob();
    const name = new URL(database.url).pathname.slice(1);
    await onServer(`alter database ${name} with allow_connections false`);
    await expect(queues.add(job, { n: 1 })).rejects.toThrow(/not currently accepting connections/);
    await onServer(`alter database ${name} with allow_connections true`);
    const seen = new Seen();
    await queues.work(job, async ({ n }) => seen.add(n));
    await queues.add(job, { n: 2 });
    expect(await seen.until(1)).toEqual([2]);
  });
});

/** Runs a statement outside the test's own database. */
async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A worker of its own process that takes the job and holds it. */
function heldWorker(store: Store): ChildProcess {
  const script = fileURLToPath(new URL('../support/killed-worker.ts', import.meta.url));
  const args = [script, database.url, store === 'redis' ? redis.url : ''];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function started(worker: ChildProcess): Promise<void> {
  if (worker.stdout === null) throw new Error('no output');
  const [line] = await once(worker.stdout, 'data');
  expect(String(line)).toBe('started\n');
}
