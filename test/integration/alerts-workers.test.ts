import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '#core/alert';
import type { Hmac, JournalEntry, JournalPosition } from '#core/contracts';
import { ANSWER_WITHIN_MS } from '#core/dispatch';
import { type AlertId, systemClock, type UserId } from '#core/kit';
import { currentPosition, moveCursor, readAfter } from '#db/journal';
import { applyAlertEvent, dispatchSquad, findAlert, findIncidentDetail, systemScope } from '#db/repositories';
import { codeOf, ingest, muster, raise, random, routeTo, signal, sitDown } from '#test/alert-desk';
import { countyPath, placeId, placePath, seedCounty } from '#test/county-rows';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { onlyGateway } from '#test/only-gateway';
import { quietLog } from '#test/quiet-log';
import { startRedis, type TestRedis } from '#test/redis';
import { connectQueues, type Queues, routeAlertJob, sweepDeadlinesJob } from '#workers/queues';
import { startWorker, type WorkerRole } from '../../workers/main.ts';

const hmac: Hmac = (data) => createHmac('sha256', 'test').update(data).digest('base64url');
/** Priority 1 climbs after 600 ms instead of a minute; priority 4 not while these tests run. */
const SCALE = 0.01;

let database: TestDatabase;
let redis: TestRedis;
let zhao: UserId;
let from: JournalPosition;
const running: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
  await seedCounty(database.db, 0);
  // Seen for the length of these tests: the county, the first township and its first village.
  const seenMs = Date.now() + 3_600_000;
  zhao = await sitDown(database.db, placeId(0), { role: 'dispatcher', seenMs });
  await sitDown(database.db, placeId(0, 0), { seenMs });
  await sitDown(database.db, `org_${countyPath}` as Parameters<typeof sitDown>[1], { seenMs });
});
beforeEach(async () => {
  from = await currentPosition(database.db);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});
afterAll(async () => {
  await Promise.all([database.close(), redis.close()]);
});

const stores = ['postgres', 'redis'] as const;
type Store = (typeof stores)[number];
const redisUrlOf = (store: Store) => (store === 'redis' ? redis.url : null);

async function start(store: Store): Promise<WorkerRole> {
  const worker = await startWorker({
    ...{
      databaseUrl: database.url,
      redisUrl: redisUrlOf(store),
      gateways: onlyGateway('http://gateway.test'),
    },
    ...{ hmac, clock: systemClock, log: quietLog, sweepEveryMs: 3_600_000, escalationScale: SCALE },
  });
  running.push(worker);
  return worker;
}

async function lookInto(store: Store): Promise<Queues> {
  const options = { databaseUrl: database.url, redisUrl: redisUrlOf(store), log: quietLog };
  const queues = await connectQueues(options);
  running.push(queues);
  return queues;
}

const find = async (id: AlertId): Promise<Alert> => {
  const alert = await findAlert(database.db, systemScope, id);
  if (alert === null) throw new Error(`${id} is gone`);
  return alert;
};
const phaseOf = (id: AlertId) => async () => (await find(id)).state.phase;
const entriesOf = async (subject: string): Promise<JournalEntry[]> =>
  (await readAfter(database.db, { after: from, limit: 100_000, scope: systemScope })).filter(
    (entry) => entry.subject === subject,
  );
const typesOf = async (subject: string) => (await entriesOf(subject)).map((entry) => entry.type);
const unrouted = async () => {
  const { rows } = await database.db.execute(
    sql`select count(*)::int as n from alerts where phase = 'raised'`,
  );
  return rows[0]?.n;
};
const patiently = { timeout: 40_000, interval: 100 };
const village = { orgUnitId: placeId(0, 0), orgPath: placePath(0, 0) };

describe.each(stores)('workers with jobs in %s', (store) => {
  it('route each alert to the lowest staffed unit, once, however many they are', async () => {
    await Promise.all([start(store), start(store)]);
    const places = [placePath(0, 0), placePath(0, 5), placePath(9, 9)];
    const items = Array.from({ length: 60 }, (_, index) =>
      signal({ unitCode: codeOf(places[index % 3] ?? countyPath), priority: 4 }),
    );
    const results = await ingest(database.db, items);
    const ids = results.map((result) => ('alertId' in result ? result.alertId : ('alt_none' as AlertId)));
    await expect.poll(unrouted, patiently).toBe(0);
    const holders = [placePath(0, 0), placePath(0), countyPath];
    for (const [index, id] of ids.entries()) {
      expect((await find(id)).state).toMatchObject({ holder: { orgPath: holders[index % 3] } });
      expect(await typesOf(id)).toEqual(['alert.raised', 'alert.routed']);
    }
  });

  it('let an alert nobody acts on climb to the top, level by level, at its deadlines, its clock unbroken', async () => {
    await start(store);
    const raisedAtMs = Date.now();
    const id = await raise(database.db, { kind: 'sos' }, raisedAtMs);
    const atTop = { phase: 'routed', holder: { orgPath: countyPath }, escalateAtMs: null };
    await expect.poll(async () => (await find(id)).state, patiently).toMatchObject(atTop);
    const steps = (await entriesOf(id)).flatMap((entry) => {
      if (!('alert' in entry.payload)) return [];
      const { state, raisedAtMs: clock } = entry.payload.alert;
      expect(clock).toBe(raisedAtMs);
      return state.phase === 'routed' ? [{ type: entry.type, atMs: entry.atMs, ...state }] : [];
    });
    expect(steps.map(({ type, holder }) => [type, holder.orgPath])).toEqual([
      ['alert.routed', placePath(0, 0)],
      ['alert.escalated', placePath(0)],
      ['alert.escalated', countyPath],
    ]);
    for (const [index, { atMs }] of steps.slice(1).entries()) {
      const dueMs = steps[index]?.escalateAtMs ?? Number.NaN;
      expect(atMs - dueMs).toBeGreaterThanOrEqual(0);
      expect(atMs - dueMs).toBeLessThan(5_000); // woken by its job; the sweep may take ten seconds
    }
  });
});

describe.each(stores)('workers with jobs in %s', (store) => {
  it('leave an acknowledged alert where it is, and bring a shelved one back', async () => {
    await start(store);
    const change = { actor: zhao, scope: systemScope, nowMs: Date.now(), escalationScale: SCALE };
    const seen = await raise(database.db, { priority: 4 });
    const shelved = await raise(database.db, { priority: 4 });
    for (const id of [seen, shelved]) await expect.poll(phaseOf(id), patiently).toBe('routed');
    await applyAlertEvent(database.db, seen, { type: 'acknowledge', by: zhao }, change);
    const untilMs = Date.now() + 400;
    const shelve = { type: 'shelve', by: zhao, reason: '施工', untilMs } as const;
    expect(await applyAlertEvent(database.db, shelved, shelve, change)).toMatchObject({ ok: true });
    await expect.poll(() => typesOf(shelved), patiently).toContain('alert.unshelved');
    const [back] = (await entriesOf(shelved)).filter((entry) => entry.type === 'alert.unshelved');
    expect(back?.atMs).toBeGreaterThanOrEqual(untilMs);
    expect(await typesOf(seen)).toEqual(['alert.raised', 'alert.routed', 'alert.acknowledged']);
  });

  it('offer the incident to the next squad when one does not answer', async () => {
    await start(store);
    const [first, second] = await muster(database.db, [`${store}1`, `${store}2`]);
    if (first === undefined || second === undefined) throw new Error('no squads');
    const alertId = await raise(database.db, { priority: 4 });
    await expect.poll(phaseOf(alertId), patiently).toBe('routed');
    const nowMs = Date.now() - ANSWER_WITHIN_MS + 500; // half a second is left to answer
    const order = { alertId, squadId: first, by: zhao, scope: systemScope, nowMs, random };
    const sent = await dispatchSquad(database.db, order);
    if (!sent.ok) throw new Error(sent.error.code);
    const { incident, assignment } = sent.value;
    const phases = async () => {
      const detail = await findIncidentDetail(database.db, systemScope, incident.id);
      return detail?.assignments.map((each) => [each.squad.id, each.assignment.phase]);
    };
    await expect.poll(phases, patiently).toEqual([
      [first, 'timed_out'],
      [second, 'offered'],
    ]);
    expect(await typesOf(assignment.id)).toEqual(['assignment.offered', 'assignment.changed']);
    await database.db.execute(sql`update squads set on_duty = false`);
  });
});

describe.each(stores)('workers with jobs in %s lose nothing', (store) => {
  it('that happened while none was there', async () => {
    await start(store);
    await running.pop()?.close();
    const id = await raise(database.db, { priority: 4 });
    await start(store);
    await expect.poll(phaseOf(id), patiently).toBe('routed');
  });

  it('whose jobs were lost: a sweep finds alerts never routed, and deadlines gone by', async () => {
    const overdueMs = Date.now() - 60_000;
    const forgotten = await raise(database.db, { priority: 4 }, overdueMs);
    const climbing = await raise(database.db, { priority: 1 }, overdueMs);
    await routeTo(database.db, climbing, village, overdueMs);
    await moveCursor(database.db, 'outbox', await currentPosition(database.db));
    await start(store);
    await expect.poll(phaseOf(forgotten), patiently).toBe('routed');
    await expect
      .poll(async () => (await find(climbing)).state, patiently)
      .toMatchObject({ holder: { orgPath: countyPath } });
    expect(await typesOf(forgotten)).toEqual(['alert.raised', 'alert.routed']);
  });

  it('and keep what cannot be done where it is seen, while the rest goes on', async () => {
    await asOwner(
      database,
      `create or replace function poison() returns trigger language plpgsql as
         $$ begin raise exception 'poisoned'; end $$;
       create or replace trigger poison before update on alerts for each row
         when (old.dedup_key like 'poison%') execute function poison()`,
    );
    const poisoned = await raise(database.db, { dedupKey: `poison-${store}`, priority: 4 });
    const sound = await raise(database.db, { priority: 4 });
    await start(store);
    const queues = await lookInto(store);
    await expect.poll(phaseOf(sound), patiently).toBe('routed');
    await expect
      .poll(() => queues.failed(routeAlertJob), patiently)
      .toContainEqual(expect.objectContaining({ payload: { alertId: poisoned }, attempts: 3 }));
    const sweepsFailed = async () => (await queues.failed(sweepDeadlinesJob)).map(({ reason }) => reason);
    await expect.poll(sweepsFailed, patiently).toContainEqual(expect.stringContaining(poisoned));
    await asOwner(database, 'drop trigger poison on alerts');
    await expect.poll(phaseOf(poisoned), patiently).toBe('routed');
  });
});

describe('workers whose Redis goes away', () => {
  it('route what was raised meanwhile when it is back, empty', async () => {
    const worker = await start('redis');
    const before = await raise(database.db, { priority: 4 });
    await expect.poll(phaseOf(before), patiently).toBe('routed');
    await redis.kill();
    const meanwhile = await raise(database.db, { priority: 4 });
    await expect.poll(() => worker.isReady(), patiently).toBe(false);
    await redis.restart();
    await expect.poll(phaseOf(meanwhile), { timeout: 60_000 }).toBe('routed');
    expect(await typesOf(meanwhile)).toEqual(['alert.raised', 'alert.routed']);
  });
});
