import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import {
  alertListSchema,
  alertSchema,
  dispatchResponseSchema,
  incidentDetailSchema,
  responsePlanSchema,
  squadListSchema,
} from '#core/contracts';
import { type Clock, systemClock } from '#core/kit';
import { seededRandom } from '#sim/cameras';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { LivingCounty, PLAYED_SQUAD } from '#sim/evening';
import { squadIdOf } from '#sim/patrols';
import { quietLog } from '#test/quiet-log';
import { type WebFixture, webFixture } from '#test/web-fixture';
import { centreAccounts, seedCounty } from '../../scripts/demo/seed.ts';
import { handheldAccounts, INGEST_SOURCE, planPeople, seedPeople } from '../../scripts/demo/seed-people.ts';

const SPEED = 40;
/** Stamps of now, and a county that lives forty times as fast. */
const fastClock: Clock = {
  now: systemClock.now,
  monotonicMs: () => systemClock.monotonicMs() * SPEED,
  after: (delayMs, run) => systemClock.after(delayMs / SPEED, run),
};
/** Those whose people are simulated here: of 城关镇 and 石桥镇, as checking forty passwords takes a while. */
const CREWS = /^xl0[1-8]$/;
const PATIENCE = { timeout: 40_000, interval: 100 };

const county = generateCounty(DEMO_SEED);
let fixture: WebFixture;
let life: LivingCounty;
let running: Promise<void> = Promise.resolve();
let cookie = '';

beforeAll(async () => {
  fixture = await webFixture({}, false);
  const { vault } = fixture.options;
  const people = planPeople(county);
  const simulator = { rtspPort: 8554, onvifPort: 8580, cameraPassword: 'secret' };
  await seedCounty(fixture.db, vault, { county, accounts: centreAccounts(county), simulator });
  await seedPeople(fixture.db, vault, people);
  const { simulated, played } = handheldAccounts(people);
  life = new LivingCounty({
    ...{ county, webUrl: fixture.web.url, origin: fixture.web.url, runId: 'test' },
    source: { name: INGEST_SOURCE, key: people.ingestKey },
    accounts: { played, simulated: simulated.filter(({ squadCode }) => CREWS.test(squadCode)) },
    randomFor: (label) => (label.startsWith('crew') ? () => 0.5 : seededRandom(label.length)),
    newActionId: randomUUID,
    setOutage: () => {},
    clock: fastClock,
    log: quietLog,
  });
  const [dispatcher] = people.announced;
  const body = { username: dispatcher?.username, password: dispatcher?.password };
  const signedIn = await fixture.call('POST', '/api/session', { body });
  expect(signedIn.status).toBe(200);
  cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
});
afterAll(async () => {
  life.close();
  await running;
  await fixture.close();
});

async function ask<Answer>(schema: z.ZodType<Answer>, path: string, body?: object): Promise<Answer> {
  const method = body === undefined ? 'GET' : 'POST';
  const response = await fixture.call(method, path, { cookie, ...(body !== undefined && { body }) });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return schema.parse(JSON.parse(text));
}

const openAlerts = async () => (await ask(alertListSchema, '/api/alerts')).items;

it('a step that is played becomes an alert at its place', async () => {
  const results = await life.evening.fire('watchlist-hit');
  expect(results).toMatchObject([{ result: 'accepted', repeatOf: false }]);
  const [alert] = await openAlerts();
  expect(alert).toMatchObject({
    ...{ kind: 'watchlist_hit', priority: 1, source: INGEST_SOURCE, orgPath: '999901.999901002', count: 1 },
    subject: { place: { zh: '石桥镇·省道卡口 · 2 号车道' }, position: county.checkpoints[0]?.position },
  });
  expect(await life.evening.fire('watchlist-hit')).toMatchObject([{ result: 'accepted', repeatOf: true }]);
  expect(await life.evening.fire('watchlist-hit', true)).toMatchObject([{ repeatOf: false }]);
});

it('forty squads report where they are, and the one to be played is first at the place of the first hit', async () => {
  running = life.run();
  await vi.waitFor(async () => {
    const { items } = await ask(squadListSchema, '/api/squads');
    expect(items.filter(({ position }) => position !== null)).toHaveLength(40);
  }, PATIENCE);
  const hit = (await openAlerts()).find(({ kind }) => kind === 'watchlist_hit');
  const { squads } = await ask(responsePlanSchema, `/api/alerts/${hit?.id}/response`);
  expect(squads[0]?.squad.id).toBe(squadIdOf(PLAYED_SQUAD));
});

it('a squad that is sent acknowledges, goes there, arrives and clears', async () => {
  const hit = (await openAlerts()).find(({ kind }) => kind === 'watchlist_hit');
  await ask(alertSchema, `/api/alerts/${hit?.id}/acknowledge`, {});
  const path = `/api/alerts/${hit?.id}/dispatch`;
  const { incident } = await ask(dispatchResponseSchema, path, { squadId: squadIdOf('xl07') });
  await vi.waitFor(async () => {
    const { assignments } = await ask(incidentDetailSchema, `/api/incidents/${incident.id}`);
    expect(assignments.map(({ assignment }) => assignment.phase)).toEqual(['cleared']);
  }, PATIENCE);
  const { timeline } = await ask(incidentDetailSchema, `/api/incidents/${incident.id}`);
  expect(timeline.filter(({ type }) => type.startsWith('assignment.'))).toHaveLength(5);
});

it('every signal of the evening is taken', async () => {
  const { steps } = life.evening.report();
  await vi.waitFor(() => {
    const { round, signals } = life.evening.report();
    expect(round).toBeGreaterThanOrEqual(2);
    expect(signals.accepted).toBeGreaterThan(steps.length);
  }, PATIENCE);
  expect(life.evening.report().signals).toMatchObject({ duplicate: 0, refused: 0, lost: 0 });
  expect((await openAlerts()).length).toBeLessThanOrEqual(30);
});

it('ends at once', async () => {
  const askedMs = performance.now();
  life.close();
  await running;
  expect(performance.now() - askedMs).toBeLessThan(1_000);
});
