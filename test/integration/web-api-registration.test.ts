import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraPageSchema, journalEntrySchema, registeredCamerasSchema } from '#core/contracts';
import { currentPosition, readAfter } from '#db/journal';
import { findStreamSource, systemScope } from '#db/repositories';
import { openWallClient, outcomeOf, Received, resume } from '#test/wall-client';
import { refusalOf, type UnitName, units, type WebFixture, webFixture } from '#test/web-fixture';

const PASSWORD = 'canary-device-password';
const logged: string[] = [];
const answered: string[] = [];
let fixture: WebFixture;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const say = (fields: object, message: string) => {
    logged.push(
      JSON.stringify(fields, (_, value) => (value instanceof Error ? value.stack : value)) + message,
    );
  };
  fixture = await webFixture({ log: { debug: say, info: say, warn: say, error: say } });
  for (const username of ['county', 'west', 'admin', 'eastadmin']) {
    cookies[username] = await fixture.signIn(username);
  }
});
afterAll(() => fixture.close());

const address = (host: string) => ({ host, port: 80, path: '/onvif/device_service' });
const entry = (unit: UnitName, mainUrl: string, more: object = {}) => ({
  code: null,
  orgUnitId: units[unit].id,
  name: { zh: '东门', en: 'East Gate' },
  class: 'II',
  position: { lon: 120, lat: 30 },
  view: { azimuthDeg: 0, angleDeg: 75, rangeM: 60 },
  ...{ mainUrl, subUrl: null, profileToken: 'p1', ptz: false },
  ...more,
});
const registration = (host: string, ...cameras: object[]) => ({
  address: address(host),
  credentials: { username: 'viewer', password: PASSWORD },
  cameras,
});

async function register(username: string, body: unknown): Promise<Response> {
  const response = await fixture.call('POST', '/api/cameras', { cookie: cookies[username] ?? '', body });
  answered.push(await response.clone().text());
  return response;
}
const registered = async (response: Promise<Response>) =>
  registeredCamerasSchema.parse(await (await response).json()).cameras;
const refused = (username: string, body: unknown) => refusalOf(register(username, body));

async function listed(username: string) {
  const page = await fixture.call('GET', '/api/cameras?limit=200', { cookie: cookies[username] ?? '' });
  return cameraPageSchema.parse(await page.json()).items;
}

/** Runs something that must not enter anything. */
async function enteringNothing(run: () => Promise<void>): Promise<void> {
  const before = (await listed('county')).length;
  const after = await currentPosition(fixture.db);
  await run();
  expect(await listed('county')).toHaveLength(before);
  expect(await readAfter(fixture.db, { after, limit: 10, scope: systemScope })).toEqual([]);
}

describe('registering cameras', () => {
  it('gives the channels of a recorder the next codes of their org unit, and tells everybody', async () => {
    const client = openWallClient(fixture.web.url, { cookie: cookies.county ?? '' });
    expect(await outcomeOf(client)).toBe('connected');
    const received = new Received(client);
    const after = await currentPosition(fixture.db);
    await resume(client, after);
    const body = registration(
      '10.1.0.1',
      entry('east', 'rtsp://10.1.0.1/1', { subUrl: 'rtsp://10.1.0.1/1/sub', ptz: true }),
      entry('eastVillage', 'rtsp://10.1.0.1/2'),
      entry('east', 'rtsp://10.1.0.1/3', { profileToken: null }),
    );
    const cameras = await registered(register('eastadmin', body));
    expect(cameras.map(({ code }) => code)).toEqual([
      '33010010001320000001',
      '20100000001320000001',
      '33010010001320000002',
    ]);
    const [first] = cameras;
    expect((await listed('county')).find(({ id }) => id === first?.id)).toMatchObject({
      name: { zh: '东门', en: 'East Gate' },
      ...{ ptz: true, orgUnitId: 'org_east', health: { state: 'unknown' } },
    });
    expect((await listed('west')).map(({ id }) => id)).not.toContain(first?.id);
    await received.count(3);
    expect(received.subjects.toSorted()).toEqual(cameras.map(({ id }) => id).toSorted());
    client.disconnect();
    const entries = await readAfter(fixture.db, { after, limit: 10, scope: systemScope });
    expect(entries.map((each) => journalEntrySchema.parse(each))).toMatchObject(
      entries.map(() => ({ type: 'camera.registered', actor: 'usr_eastadmin' })),
    );
    expect(JSON.stringify(entries)).not.toMatch(/canary|rtsp:/);
    if (first === undefined) throw new Error('nothing was registered');
    expect(await findStreamSource(fixture.db, fixture.options.vault, first.id, 'sub')).toMatchObject({
      url: 'rtsp://10.1.0.1/1/sub',
      credentials: { username: 'viewer', password: PASSWORD },
      ...{ deviceKey: '10.1.0.1:80', siteKey: 'org_east' },
    });
  });

  it('takes a source without ONVIF, and a code that somebody chose', async () => {
    const code = '33010010001320000100';
    const plain = { address: null, credentials: null };
    const chosen = entry('east', 'rtsp://10.1.0.2/', { code, profileToken: null });
    expect(await registered(register('admin', { ...plain, cameras: [chosen] }))).toMatchObject([{ code }]);
    const next = entry('east', 'rtsp://10.1.0.3/', { profileToken: null });
    expect(await registered(register('admin', { ...plain, cameras: [next] }))).toMatchObject([
      { code: '33010010001320000101' },
    ]);
  });

  it('is for administrators, of their own org units', async () => {
    await enteringNothing(async () => {
      const east = registration('10.1.0.4', entry('east', 'rtsp://10.1.0.4/'));
      expect(await refused('county', east)).toMatchObject({ status: 403, code: 'access.forbidden' });
      const west = registration(
        '10.1.0.4',
        entry('east', 'rtsp://10.1.0.4/'),
        entry('west', 'rtsp://10.1.0.4/2'),
      );
      const unknown = { ...west, cameras: [entry('east', 'rtsp://10.1.0.4/', { orgUnitId: 'org_none' })] };
      expect(await refused('eastadmin', west)).toMatchObject({
        ...{ status: 404, code: 'not_found' },
        errors: [{ path: 'cameras.1.orgUnitId' }],
      });
      expect(await refused('eastadmin', unknown)).toMatchObject({ status: 404, code: 'not_found' });
    });
  });
});

describe('registrations that meet', () => {
  it('sent twice, one after the other or at once, happen once', async () => {
    const body = registration(
      '10.1.0.5',
      entry('east', 'rtsp://10.1.0.5/1'),
      entry('east', 'rtsp://10.1.0.5/2'),
    );
    const responses = await Promise.all(Array.from({ length: 5 }, () => register('admin', body)));
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    await enteringNothing(async () => {
      expect(await refused('admin', body)).toMatchObject({
        ...{ status: 409, code: 'camera.already_registered' },
        errors: [{ path: 'cameras.0.mainUrl' }, { path: 'cameras.1.mainUrl' }],
      });
    });
  });

  it('several at once get codes of their own', async () => {
    const hosts = Array.from({ length: 8 }, (_, index) => `10.2.0.${index + 1}`);
    const all = await Promise.all(
      hosts.map((host) =>
        registered(register('admin', registration(host, entry('west', `rtsp://${host}/`)))),
      ),
    );
    expect(new Set(all.flat().map(({ code }) => code)).size).toBe(hosts.length);
  });

  it('names a code that is taken, or comes twice', async () => {
    await enteringNothing(async () => {
      const code = '33010010001320000100';
      const [free, taken] = [{ code: '33010010001320000200' }, { code }];
      const cameras = [
        entry('east', 'rtsp://10.1.0.6/1', free),
        entry('east', 'rtsp://10.1.0.6/2', taken),
        entry('east', 'rtsp://10.1.0.6/3', free),
      ];
      expect(await refused('admin', registration('10.1.0.6', ...cameras))).toMatchObject({
        ...{ status: 409, code: 'camera.code_taken' },
        errors: [{ path: 'cameras.1.code' }, { path: 'cameras.2.code' }],
      });
    });
  });

  it('gives no code after the last', async () => {
    const last = entry('westVillage', 'rtsp://10.1.0.7/1', { code: '20100000001320999999' });
    await registered(register('admin', registration('10.1.0.7', last)));
    const next = registration('10.1.0.7', entry('westVillage', 'rtsp://10.1.0.7/2'));
    expect(await refused('admin', next)).toMatchObject({ code: 'camera.code_taken' });
  });
});

describe('a registration that cannot be', () => {
  it.each([
    ['127.0.0.1', 'rtsp://10.0.0.1/', ['address.host']],
    ['169.254.169.254', 'rtsp://10.0.0.1/', ['address.host']],
    ['10.0.0.1', 'rtsp://127.0.0.1:6379/', ['cameras.0.mainUrl']],
    ['10.0.0.1', 'rtsp://[::ffff:127.0.0.1]:6379/', ['cameras.0.mainUrl']],
    ['::1', 'rtsp://2130706433/', ['address.host', 'cameras.0.mainUrl']],
  ])('device %s with %s leads outside the cameras’ networks', async (host, url, paths) => {
    await enteringNothing(async () => {
      const { status, code, errors } = await refused('admin', registration(host, entry('east', url)));
      expect([status, code]).toEqual([422, 'device.forbidden_address']);
      expect(errors?.map(({ path }) => path)).toEqual(paths);
    });
  });

  it.each([
    [{ ptz: true, profileToken: null }, 'cameras.0.ptz'],
    [{ name: { zh: '东\u0000门', en: 'East' } }, 'cameras.0.name.zh'],
    [{ name: { zh: '东门', en: 'East\u202eGate' } }, 'cameras.0.name.en'],
    [{ profileToken: 'p\u0000' }, 'cameras.0.profileToken'],
    [{ mainUrl: `rtsp://viewer:${PASSWORD}@10.0.0.1/` }, 'cameras.0.mainUrl'],
    [{ subUrl: 'http://10.0.0.1/' }, 'cameras.0.subUrl'],
    [{ code: '1' }, 'cameras.0.code'],
    [{ position: { lon: 200, lat: 0 } }, 'cameras.0.position.lon'],
  ])('%o is a wrong field', async (more, path) => {
    await enteringNothing(async () => {
      const body = registration('10.0.0.1', entry('east', 'rtsp://10.0.0.1/', more));
      const answer = await refused('admin', body);
      expect(answer).toMatchObject({ status: 422, code: 'body.invalid', errors: [{ path }] });
    });
  });

  it('whatever a field holds, nothing fails inside', async () => {
    const paths = Object.keys(entry('east', '')).concat('address', 'credentials');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constantFrom('\0', '__proto__'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), value, async (field, held) => {
        const cameras = [{ ...entry('east', 'rtsp://10.3.0.1/', { ptz: true }), [field]: held }];
        const body = { ...registration('10.3.0.1'), [field]: held, cameras };
        expect((await register('admin', body)).status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it.each([{ username: 'a\r\nb', password: '' }, { username: 'a', password: '\u0000' }, { username: '' }])(
    'credentials %o are refused',
    async (credentials) => {
      const body = { ...registration('10.0.0.1', entry('east', 'rtsp://10.0.0.1/')), credentials };
      expect(await refused('admin', body)).toMatchObject({ status: 422, code: 'body.invalid' });
    },
  );

  it('and no password in any answer or log', () => {
    expect(answered.length).toBeGreaterThan(20);
    expect([...answered, ...logged].join()).not.toMatch(/canary|viewer/);
  });
});
