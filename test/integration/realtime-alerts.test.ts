import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dispatchResponseSchema, type JournalEntry } from '#core/contracts';
import { currentPosition } from '#db/journal';
import type { Web } from '#server/http';
import { routedAlert, type SquadName, seedDispatch, sendSigned, signal } from '#test/dispatch-fixture';
import { openPositionsClient, type PositionsClient, ReceivedPositions } from '#test/positions-client';
import { openWallClient, outcomeOf, Received, resume, type WallClient } from '#test/wall-client';
import { type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
  await seedDispatch(fixture);
});
afterAll(() => fixture.close());

const clients: (WallClient | PositionsClient)[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

/** Signs in, connects and resumes from `after`. */
async function live(username: string, after?: string, web: Web = fixture.web): Promise<Received> {
  const client = openWallClient(web.url, { cookie: await fixture.signIn(username, web) });
  clients.push(client);
  expect(await outcomeOf(client)).toBe('connected');
  const received = new Received(client);
  const position = after ?? (await currentPosition(fixture.db));
  expect(await resume(client, position)).toMatchObject({ result: 'resumed' });
  return received;
}

async function dispatch(unit: 'east' | 'west', squadId: SquadName, sourceEventId: string) {
  const cookie = await fixture.signIn('chief');
  const path = `/api/alerts/${await routedAlert(fixture, sourceEventId, unit)}/dispatch`;
  const response = await fixture.call('POST', path, { cookie, body: { squadId } });
  return dispatchResponseSchema.parse(await response.json());
}

const take = async (squad: SquadName, assignmentId: string, step: string) => {
  const body = { actionId: `${step}-${assignmentId}`, atMs: Date.now() };
  const cookie = await fixture.signIn(squad);
  const path = `/api/patrol/assignments/${assignmentId}/${step}`;
  expect((await fixture.call('POST', path, { cookie, body })).status).toBe(200);
};

const typesOf = ({ entries }: Received) => entries.map(({ type }) => type);
const isAbout = (subjects: readonly string[]) => (entry: JournalEntry) => subjects.includes(entry.subject);

describe('alerts, incidents and assignments', () => {
  it('reach the county and the township, within a second, and nobody else', async () => {
    const [county, east, west, auditor, admin] = [
      await live('county'),
      await live('east'),
      await live('west'),
      await live('auditor'),
      await live('admin'),
    ];
    const start = performance.now();
    const response = await sendSigned(fixture, '/api/ingest/alerts', { alerts: [signal('live', 'east')] });
    const { results } = (await response.json()) as { results: [{ alertId: string }] };
    const { alertId } = results[0];
    await Promise.all([county.subject(alertId), east.subject(alertId)]);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(east.entries).toMatchObject([
      { type: 'alert.raised', payload: { alert: { id: alertId, priority: 1, count: 1 } } },
    ]);
    // A later one of their own: whatever had been sent before it is here by now.
    const last = await routedAlert(fixture, 'live-last', 'west');
    await west.subject(last);
    expect(west.entries.filter(isAbout([alertId]))).toEqual([]);
    expect([auditor, admin].map(typesOf)).toEqual([[], []]);
  });

  it('a handheld hears of its own assignments and their incidents, in any township, and of nothing else', async () => {
    const before = await currentPosition(fixture.db);
    const [own, other] = [await live('sqd_county', before), await live('sqd_east2', before)];
    const sent = await dispatch('west', 'sqd_county', 'own');
    const foreign = await dispatch('east', 'sqd_east', 'foreign');
    await take('sqd_east', foreign.assignment.id, 'acknowledge');
    await take('sqd_county', sent.assignment.id, 'acknowledge');
    await take('sqd_county', sent.assignment.id, 'arrive');
    const expected = [
      'incident.opened',
      'incident.changed',
      'assignment.offered',
      'assignment.changed',
      'incident.changed',
      'assignment.changed',
    ];
    await own.count(expected.length);
    expect(typesOf(own).toSorted()).toEqual(expected.toSorted());
    expect(own.entries.every(isAbout([sent.incident.id, sent.assignment.id]))).toBe(true);
    const fresh = await fixture.startWeb(); // remembers nothing, so it reads the journal
    for (const web of [fixture.web, fresh]) {
      const missed = await live('sqd_county', before, web);
      await missed.count(expected.length);
      expect(missed.entries).toEqual(own.entries);
    }
    await take('sqd_county', sent.assignment.id, 'clear');
    await take('sqd_east', foreign.assignment.id, 'decline');
    await own.count(expected.length + 2);
    expect(other.entries).toEqual([]);
  });

  it('what happens to an incident reaches its squads through a server that began after they were sent', async () => {
    const sent = await dispatch('east', 'sqd_east', 'later');
    await take('sqd_east', sent.assignment.id, 'acknowledge');
    await take('sqd_east', sent.assignment.id, 'arrive');
    await take('sqd_east', sent.assignment.id, 'clear');
    const received = await live('sqd_east', undefined, await fixture.startWeb());
    const cookie = await fixture.signIn('chief');
    const path = `/api/incidents/${sent.incident.id}/close`;
    const closed = await fixture.call('POST', path, { cookie, body: { reason: 'all is well' } });
    expect(closed.status).toBe(200);
    await received.subject(sent.incident.id);
    expect(received.entries.at(-1)).toMatchObject({ payload: { incident: { state: { phase: 'closed' } } } });
  });
});

describe('positions', () => {
  const open = (cookie: string, origin?: string) => {
    const client = openPositionsClient(fixture.web.url, cookie, origin);
    clients.push(client);
    return client;
  };
  const outcome = (client: PositionsClient) =>
    new Promise<string>((resolve) => {
      client.once('connect', () => resolve('connected'));
      client.once('connect_error', (error) =>
        resolve('data' in error ? (error.data as { code: string }).code : 'refused'),
      );
    });
  const listen = async (username: string) => {
    const client = open(await fixture.signIn(username));
    const received = new ReceivedPositions(client);
    expect(await outcome(client)).toBe('connected');
    return received;
  };
  const report = (positions: readonly (readonly [SquadName, number])[]) =>
    sendSigned(fixture, '/api/ingest/positions', {
      positions: positions.map(([squadId, lon], index) => ({
        ...{ squadId, lon, lat: 30, headingDeg: null, atMs: fixture.clock.now() - 1000 + index },
      })),
    });

  it('are for sessions that may see squads, from our own pages', async () => {
    expect(await outcome(open(''))).toBe('auth.required');
    expect(await outcome(open(await fixture.signIn('sqd_east')))).toBe('access.forbidden');
    expect(await outcome(open(await fixture.signIn('admin')))).toBe('access.forbidden');
    expect(await outcome(open(await fixture.signIn('county'), 'https://evil.example'))).toBe('refused');
  });

  it('reach whoever may see the squad, the newest of each, and nobody else', async () => {
    const [county, east, west] = [await listen('county'), await listen('east'), await listen('west')];
    await report([
      ['sqd_east', 120.1],
      ['sqd_east', 120.2],
      ['sqd_west', 121],
      ['sqd_county', 122],
    ]);
    await Promise.all([county.at('sqd_east', 120.2), east.at('sqd_east', 120.2), west.at('sqd_west', 121)]);
    await report([['sqd_west', 123]]);
    await Promise.all([county.at('sqd_west', 123), west.at('sqd_west', 123)]);
    expect(county.squads).toEqual(new Set(['sqd_east', 'sqd_west', 'sqd_county']));
    expect(east.squads).toEqual(new Set(['sqd_east']));
    expect(west.squads).toEqual(new Set(['sqd_west']));
    expect(county.messages.flat()).not.toContainEqual(expect.objectContaining({ lon: 120.1 }));
    // What has not changed is not told again.
    expect(county.messages.at(-1)).toMatchObject([{ squadId: 'sqd_west', lon: 123 }]);
  });

  it('come in one message for all squads, at most one each 500 ms', async () => {
    const county = await listen('county');
    const times: number[] = [];
    (clients.at(-1) as PositionsClient).on('positions', () => times.push(performance.now()));
    for (let lon = 1; lon <= 30; lon++) await report([['sqd_east', lon]]);
    await county.at('sqd_east', 30);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps, 1_000)).toBeGreaterThanOrEqual(500);
    expect(times.length).toBeLessThan(30);
  });

  it('S2 end with the session', async () => {
    const cookie = await fixture.signIn('east');
    const client = open(cookie);
    expect(await outcome(client)).toBe('connected');
    const gone = new Promise<string>((resolve) => client.once('disconnect', resolve));
    await fixture.call('DELETE', '/api/session', { cookie });
    expect(await gone).toBe('io server disconnect');
  });
});

describe('whoever has a wall open is there', () => {
  it('an open socket keeps its session in use', async () => {
    await live('west');
    const lastSeen = async () => {
      const { rows } = await fixture.db.$client.query<{ seen: string }>(
        "select max(last_seen_ms) as seen from sessions where user_id = 'usr_west'",
      );
      return Number(rows[0]?.seen);
    };
    fixture.clock.jump(70_000);
    const jumpedMs = fixture.clock.now();
    expect(await lastSeen()).toBeLessThan(jumpedMs - 60_000);
    await vi.waitFor(async () => expect(await lastSeen()).toBeGreaterThanOrEqual(jumpedMs), 10_000);
  });
});
