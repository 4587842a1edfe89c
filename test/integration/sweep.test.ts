import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type Hmac,
  type JournalPosition,
  type ProbeOutcome,
  probeRequestSchema,
  verifyServiceToken,
} from '#core/contracts';
import { type CameraId, systemClock } from '#core/kit';
import { currentPosition, readAfter } from '#db/journal';
import { systemScope } from '#db/repositories';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { onlyGateway } from '#test/only-gateway';
import { quietLog } from '#test/quiet-log';
import { gatewayProbe, sweepCameras } from '#workers/cameras';
import { prepareDatabase } from '../../server/composition/prepare-database.ts';
import { startWorker, type WorkerRole } from '../../workers/main.ts';
import { seedCounty } from '../support/county-rows.ts';

const hmac: Hmac = (data) => createHmac('sha256', 'test').update(data).digest('base64url');
const CAMERAS = 2_000;

let database: TestDatabase;
let cameraIds: readonly CameraId[] = [];
let from: JournalPosition;
let gateway: FakeGateway;
let worker: WorkerRole | null = null;

/** A gateway whose cameras are as a test wants them. Real HTTP; only the RTSP behind it is left out. */
class FakeGateway {
  outcome: (cameraId: CameraId) => ProbeOutcome = () => 'answered';
  broken = false;
  readonly asked = new Map<CameraId, number>();
  readonly batches: number[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
        if (!verifyServiceToken(token, hmac, Date.now()).ok) return response.writeHead(401).end();
        if (this.broken) return response.writeHead(503).end();
        const { cameraIds: ids } = probeRequestSchema.parse(JSON.parse(body));
        this.batches.push(ids.length);
        for (const id of ids) this.asked.set(id, (this.asked.get(id) ?? 0) + 1);
        const results = ids.map((cameraId) => ({ cameraId, outcome: this.outcome(cameraId) }));
        return response.setHeader('content-type', 'application/json').end(JSON.stringify({ results }));
      });
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const start = (gatewayUrl: string, sweepEveryMs: number) =>
  startWorker({
    databaseUrl: database.url,
    redisUrl: null,
    gateways: onlyGateway(gatewayUrl),
    hmac,
    clock: systemClock,
    log: quietLog,
    sweepEveryMs,
  });

async function healthCounts(): Promise<Record<string, number>> {
  const { rows } = await database.db.execute(
    sql`select health_state as state, count(*)::int as cameras from cameras group by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.cameras])) as Record<string, number>;
}

const journaled = async (type: string) => {
  const entries = await readAfter(database.db, { after: from, limit: 100_000, scope: systemScope });
  return entries.filter((entry) => entry.type === type).length;
};

beforeAll(async () => {
  database = await createTestDatabase();
  cameraIds = await seedCounty(database.db, CAMERAS);
});
beforeEach(async () => {
  await database.db.execute(sql`update cameras set health_state = 'unknown'`);
  await asOwner(database, 'drop schema bullmq cascade');
  await prepareDatabase(database);
  from = await currentPosition(database.db);
  gateway = new FakeGateway();
});
afterEach(async () => {
  await worker?.close();
  worker = null;
  gateway.close();
});
afterAll(() => database.close());

it('a sweep asks about every camera once, in batches of 100 at most, well under a minute', async () => {
  gateway.outcome = (id) => (cameraIds.indexOf(id) % 10 === 0 ? 'timeout' : 'answered');
  const startedMs = performance.now();
  worker = await start(await gateway.listen(), 3_600_000);
  await expect
    .poll(healthCounts, { timeout: 30_000, interval: 100 })
    .toEqual({ online: CAMERAS * 0.9, offline: CAMERAS * 0.1 });
  expect(performance.now() - startedMs).toBeLessThan(20_000);
  expect([...gateway.asked.values()].every((times) => times === 1)).toBe(true);
  expect(gateway.asked.size).toBe(CAMERAS);
  expect(Math.max(...gateway.batches)).toBeLessThanOrEqual(100);
  expect(await journaled('camera.online')).toBe(CAMERAS * 0.9);
  expect(await journaled('camera.offline')).toBe(CAMERAS * 0.1);
  expect(await worker.isReady()).toBe(true);
});

it('a second sweep journals only what changed', async () => {
  const lost = cameraIds[7];
  worker = await start(await gateway.listen(), 1_000);
  await expect.poll(healthCounts, { timeout: 30_000 }).toEqual({ online: CAMERAS });
  gateway.outcome = (id) => (id === lost ? 'unauthorized' : 'answered');
  await expect.poll(healthCounts, { timeout: 30_000 }).toEqual({ online: CAMERAS - 1, offline: 1 });
  gateway.outcome = (id) => (id === lost ? 'unknown_camera' : 'answered');
  const sweeps = gateway.asked.get(lost as CameraId) ?? 0;
  await expect
    .poll(() => gateway.asked.get(lost as CameraId), { timeout: 30_000 })
    .toBeGreaterThan(sweeps + 1);
  expect(await healthCounts()).toEqual({ online: CAMERAS - 1, offline: 1 });
  expect(await journaled('camera.online')).toBe(CAMERAS);
  expect(await journaled('camera.offline')).toBe(1);
});

it('a gateway that fails leaves health as it was, and the sweep is done when it is back', async () => {
  gateway.broken = true;
  worker = await start(await gateway.listen(), 3_600_000);
  const failures = () =>
    database.db.execute(sql`select count(*)::int as n from bullmq.job where attempts_made > 0`).then(
      ({ rows }) => rows[0]?.n,
      () => 0,
    );
  await expect.poll(failures, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await healthCounts()).toEqual({ unknown: CAMERAS });
  gateway.broken = false;
  await expect.poll(healthCounts, { timeout: 30_000 }).toEqual({ online: CAMERAS });
  expect(await journaled('camera.offline')).toBe(0);
});

it('stops within three seconds in mid-sweep', async () => {
  const asked = Promise.withResolvers<void>();
  const silent = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const role = await start(`http://127.0.0.1:${address.port}`, 3_600_000);
  await asked.promise;
  const startedMs = performance.now();
  await role.close();
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  silent.closeAllConnections();
  silent.close();
});

it('a sweep that comes up when the next one is due asks nobody', async () => {
  const url = await gateway.listen();
  const probe = gatewayProbe(hmac, systemClock);
  const parts = { db: database.db, probe, gatewayUrlOf: () => url, clock: systemClock };
  const shard = { shard: 0, shards: 8 };
  const { signal } = new AbortController();
  await sweepCameras(parts, { ...shard, untilMs: Date.now() }, signal);
  expect(gateway.asked.size).toBe(0);
  await sweepCameras(parts, { ...shard, untilMs: Date.now() + 60_000 }, signal);
  expect(gateway.asked.size).toBeGreaterThan(0);
});

it('sweeps go on where two workers enqueue the same ones', async () => {
  const url = await gateway.listen();
  const other = await start(url, 200);
  worker = await start(url, 200);
  await expect.poll(() => Math.min(...gateway.asked.values()), { timeout: 30_000 }).toBeGreaterThan(4);
  await other.close();
});
