import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestPositionsResponseSchema, ingestResponseSchema, squadListSchema } from '#core/contracts';
import { listOpenAlerts, listSquads, systemScope } from '#db/repositories';
import { type Signing, SOURCE, seedDispatch, sendSigned, signal, squadId } from '#test/dispatch-fixture';
import { tcpLink } from '#test/tcp-link';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
  await seedDispatch(fixture);
});
afterAll(() => fixture.close());

const alertsPath = '/api/ingest/alerts';
const positionsPath = '/api/ingest/positions';

const send = (alerts: unknown, signing?: Signing) => sendSigned(fixture, alertsPath, { alerts }, signing);
const refused = (content: unknown, signing?: Signing) =>
  refusalOf(sendSigned(fixture, alertsPath, content, signing));
async function resultsOf(response: Promise<Response>) {
  const answer = await response;
  expect(answer.status).toBe(200);
  return ingestResponseSchema.parse(await answer.json()).results;
}
const stored = async () => (await listOpenAlerts(fixture.db, systemScope, 5_000)).total;

describe('who may send', () => {
  const one = { alerts: [signal('who-1', 'east')] };

  it('an unknown source, a wrong key and no signature get one and the same answer', async () => {
    const before = await stored();
    const answers = [
      await refused(one, { source: 'nobody' }),
      await refused(one, { source: '__proto__' }),
      await refused(one, { key: 'guessed' }),
      await refused(one, { source: 'nobody', key: '' }),
      await refused(one, { headers: { 'x-beaconwall-signature': '' } }),
      await refusalOf(fixture.call('POST', alertsPath, { body: one })),
    ];
    for (const { headers, ...answer } of answers) {
      expect(answer).toEqual({
        type: 'about:blank',
        title: 'No known source signed this',
        status: 401,
        code: 'ingest.bad_signature',
      });
    }
    expect(await stored()).toBe(before);
  });

  it('what was signed is what counts: another body, another time, another source are wrong', async () => {
    const timestamp = String(fixture.clock.now());
    const resigned = { headers: { 'x-beaconwall-timestamp': String(Number(timestamp) + 1) }, timestamp };
    expect(await refused(one, resigned)).toMatchObject({ status: 401, code: 'ingest.bad_signature' });
  });

  it.each([
    ['5 min and a second ago', -301_000],
    ['in 5 min and a second', 301_000],
  ])('a timestamp %s is refused, and says by how much', async (_, offMs) => {
    const timestamp = String(fixture.clock.now() + offMs);
    const answer = await refused(one, { timestamp });
    expect(answer).toMatchObject({ status: 401, code: 'ingest.clock_skew' });
    expect(answer.detail).toContain('ms from this server’s time');
  });

  it('a timestamp that is no number is refused', async () => {
    for (const timestamp of ['yesterday', '', 'NaN', '-Infinity']) {
      expect(await refused(one, { timestamp }), timestamp).toMatchObject({ code: 'ingest.clock_skew' });
    }
  });

  it('a timestamp within five minutes passes, from any origin: a session has no say here', async () => {
    const timestamp = String(fixture.clock.now() - 290_000);
    const headers = { origin: 'https://gateway.example', 'sec-fetch-site': 'cross-site' };
    const alerts = [signal('who-2', 'east')];
    expect(await resultsOf(send(alerts, { timestamp, headers }))).toMatchObject([{ result: 'accepted' }]);
  });
});

describe('what may be sent', () => {
  it('JSON only, of 1 MB, and 500 alerts', async () => {
    const before = await stored();
    const large = { alerts: [signal('large', 'east')], padding: 'x'.repeat(2_000_000) };
    expect(await refused(large)).toMatchObject({ status: 413, code: 'body.too_large' });
    const many = Array.from({ length: 501 }, (_, n) => signal(`many-${n}`, 'east'));
    expect(await refused({ alerts: many })).toMatchObject({
      status: 422,
      code: 'body.invalid',
      errors: [{ path: 'alerts' }],
    });
    expect(await refused({ alerts: [] })).toMatchObject({ status: 422 });
    expect(await refused('{"alerts":[')).toMatchObject({ status: 400, code: 'body.malformed' });
    const form = { headers: { 'content-type': 'text/plain' } };
    expect(await refused({ alerts: [] }, form)).toMatchObject({ status: 415, code: 'body.not_json' });
    expect(await stored()).toBe(before);
  });

  it('bad items are told each by itself, and the good ones are kept', async () => {
    const before = await stored();
    const { place, ...placeless } = signal('bad-1', 'east');
    const results = await resultsOf(
      send([
        signal('good-1', 'east'),
        placeless,
        { ...signal('bad-2', 'east'), unitCode: '999999' },
        { ...signal('bad-3', 'east'), kind: 'ufo' },
        { ...signal('bad-4', 'east'), place: { zh: 'a\0', en: 'a' } },
        { ...signal('bad-5', 'east'), position: { lon: 1000, lat: 0 } },
        null,
        '__proto__',
        signal('good-2', 'west'),
      ]),
    );
    const refusals = results.map((result) =>
      result.result === 'refused' ? [result.code, result.path] : result.result,
    );
    expect(refusals).toEqual([
      'accepted',
      ['invalid_item', 'place'],
      ['unknown_unit', 'unitCode'],
      ['invalid_item', 'kind'],
      ['invalid_text', null],
      ['invalid_item', 'position.lon'],
      ['invalid_item', null],
      ['invalid_item', null],
      'accepted',
    ]);
    expect(await stored()).toBe(before + 2);
  });

  it('the same signal again gets the first answer; the same id with other content is told so', async () => {
    const [first] = await resultsOf(send([signal('same', 'east')]));
    const [again, other] = await resultsOf(
      send([signal('same', 'east'), signal('same', 'east', { kind: 'speeding' })]),
    );
    expect(first).toMatchObject({ result: 'accepted', repeatOf: false });
    expect(again).toEqual({
      result: 'duplicate',
      alertId: first?.result === 'accepted' ? first.alertId : '',
    });
    expect(other).toMatchObject({ result: 'refused', code: 'conflict', path: 'sourceEventId' });
  });

  it('500 at once are taken, each once', async () => {
    const before = await stored();
    const batch = Array.from({ length: 500 }, (_, n) => signal(`batch-${n}`, n % 2 ? 'east' : 'west'));
    const results = await resultsOf(send(batch));
    expect(results.every(({ result }) => result === 'accepted')).toBe(true);
    expect(await stored()).toBe(before + 500);
  });
});

describe('positions', () => {
  const at = (squad: string, more: object = {}) => ({
    ...{ squadId: squad, lon: 120.5, lat: 30.25, headingDeg: 90, atMs: fixture.clock.now(), ...more },
  });
  const sendPositions = async (positions: unknown[]) => {
    const response = await sendSigned(fixture, positionsPath, { positions });
    expect(response.status).toBe(200);
    return ingestPositionsResponseSchema.parse(await response.json()).results;
  };

  it('of an unknown squad, or off the earth, are told so; the others are kept', async () => {
    const results = await sendPositions([at('sqd_east'), at('sqd_nobody'), at('sqd_west', { lat: 91 })]);
    expect(results).toMatchObject([
      { result: 'accepted' },
      { result: 'refused', code: 'unknown_squad', path: 'squadId' },
      { result: 'refused', code: 'invalid_item', path: 'lat' },
    ]);
    const squads = await listSquads(fixture.db, systemScope);
    const positions = new Map(squads.map(({ squad, position }) => [squad.id, position]));
    expect(positions.get(squadId('sqd_east'))).toMatchObject({ lon: 120.5, lat: 30.25, headingDeg: 90 });
    expect(positions.get(squadId('sqd_west'))).toBeNull();
  });

  it('that are older than the last change nothing', async () => {
    await sendPositions([at('sqd_east', { atMs: fixture.clock.now() - 60_000, lon: 1 })]);
    const cookie = await fixture.signIn('east');
    const response = await fixture.call('GET', '/api/squads', { cookie });
    const { items } = squadListSchema.parse(await response.json());
    expect(items.find(({ squad }) => squad.id === 'sqd_east')?.position?.lon).toBe(120.5);
  });
});

describe('too much', () => {
  it('is refused until there is room again, and nothing of it is stored', async () => {
    const web = await fixture.startWeb(); // its own count
    const target = { web, clock: fixture.clock };
    const unreadable = { alerts: Array.from({ length: 500 }, () => null) };
    for (let batch = 0; batch < 12; batch++) {
      expect((await sendSigned(target, alertsPath, unreadable)).status).toBe(200);
    }
    const more = { alerts: [...unreadable.alerts.slice(1), signal('over', 'east')] };
    const before = await stored();
    const answer = await refusalOf(sendSigned(target, alertsPath, more));
    expect(answer).toMatchObject({ status: 429, code: 'ingest.too_many' });
    const retryAfterS = Number(answer.headers.get('retry-after'));
    expect(retryAfterS).toBeGreaterThan(0);
    expect(retryAfterS).toBeLessThanOrEqual(3);
    // Nothing of it, but one alert that says so, however often it tries within the minute.
    expect(await stored()).toBe(before + 1);
    expect((await sendSigned(target, alertsPath, more)).status).toBe(429);
    expect(await stored()).toBe(before + 1);
    const { items } = await listOpenAlerts(fixture.db, systemScope, 5_000);
    expect(items.filter(({ kind }) => kind === 'source_over_rate')).toMatchObject([
      { priority: 3, source: 'system', count: 1, subject: { place: { zh: SOURCE } } },
    ]);
    fixture.clock.jump(retryAfterS * 1000);
    expect((await sendSigned(target, alertsPath, more)).status).toBe(200);
    expect(await stored()).toBe(before + 2);
  });
});

it('while the database is away: 503, and the same signal is taken once when it is back', async () => {
  const url = new URL(fixture.options.databaseUrl);
  const link = await tcpLink(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${link.port}`;
  const web = await fixture.startWeb({ databaseUrl: url.href });
  const target = { web, clock: fixture.clock };
  const one = { alerts: [signal('away', 'east')] };
  const before = await stored();
  await link.cut();
  const away = await refusalOf(sendSigned(target, alertsPath, one));
  expect(away).toMatchObject({ status: 503, code: 'database.away' });
  expect(away.headers.get('retry-after')).toBe('2');
  await link.mend();
  for (const result of ['accepted', 'duplicate']) {
    const response = await sendSigned(target, alertsPath, one);
    expect(ingestResponseSchema.parse(await response.json()).results).toMatchObject([{ result }]);
  }
  expect(await stored()).toBe(before + 1);
  await web.close();
  await link.cut();
});
