import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  deviceErrors,
  discoveryResponseSchema,
  PREVIEW_LIFETIME_MS,
  streamTicketSchema,
  verifyServiceToken,
  verifyTicket,
} from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import { registerCameras } from '#db/repositories';
import { type FakeGateway, startFakeGateway } from '#test/fake-gateway';
import { onlyGateway } from '#test/only-gateway';
import { cameraOf, refusalOf, units, type WebFixture, webFixture } from '#test/web-fixture';

const PASSWORD = 'canary-device-password';
const logged: string[] = [];
let gateway: FakeGateway;
let fixture: WebFixture;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const say = (fields: object, message: string) => {
    logged.push(
      JSON.stringify(fields, (_, value) => (value instanceof Error ? value.stack : value)) + message,
    );
  };
  gateway = await startFakeGateway();
  fixture = await webFixture({
    gateways: onlyGateway(gateway.url, 'http://gateway.test:8081'),
    log: { debug: say, info: say, warn: say, error: say },
  });
  for (const username of ['county', 'west', 'admin', 'eastadmin', 'patrol']) {
    cookies[username] = await fixture.signIn(username);
  }
  await registerCameras(fixture.db, fixture.options.vault, {
    cameras: [dome()],
    actor: 'test',
    nowMs: fixture.clock.now(),
  });
});
afterAll(async () => {
  await fixture.close();
  await gateway.close();
});
afterEach(() => {
  gateway.calls.length = 0;
  fixture.clock.jump(60_000); // everybody may ask again
});

const DOME = 'cam_dome' as CameraId;
const dome = () =>
  ({
    ...{ id: DOME, code: '33010000001320009001', ptz: true },
    class: 'I',
    orgUnitId: units.east.id as OrgUnitId,
    name: { zh: '球机', en: 'Dome' },
    position: { lon: 120, lat: 30 },
    view: { azimuthDeg: 0, angleDeg: 60, rangeM: 50 },
    ...{ mainUrl: 'rtsp://10.0.0.9/main', subUrl: null, credentials: null },
    device: { onvifUrl: 'http://10.0.0.9:80/onvif/device_service', profileToken: 'p1' },
    ...{ deviceKey: '10.0.0.9:80', siteKey: 'org_east' },
  }) as const;

const address = { host: '10.0.0.9', port: 80, path: '/onvif/device_service' };
const credentials = { username: 'admin', password: PASSWORD };
const profile = {
  ...{ token: 'p1', name: 'main', codec: 'H264', width: 1920, height: 1080, frameRate: 25 },
  rtspUrl: 'rtsp://10.0.0.9/main',
};
const device = {
  ...{ manufacturer: '烽火', model: 'D1', firmware: '1.0', serialNumber: '42', clockOffsetMs: -1200 },
  channels: [{ source: 's1', name: '', main: profile, sub: null, ptz: true }],
};

const as = (username: string, path: string, body?: unknown) =>
  fixture.call('POST', path, { cookie: cookies[username] ?? '', ...(body !== undefined && { body }) });
const inspect = (username = 'admin') => as(username, '/api/devices/inspect', { address, credentials });
const preview = (username = 'admin') =>
  as(username, '/api/devices/preview', { rtspUrl: 'rtsp://10.0.0.9/main', credentials });
const move = { op: 'move', pan: 1, tilt: 0, zoom: -0.5 };
const ptz = (username: string, id = DOME, body: unknown = move) =>
  as(username, `/api/cameras/${id}/ptz`, body);

describe('asking devices', () => {
  it('is for those who register, and the gateway is asked by one of its own', async () => {
    gateway.answers('/internal/devices/inspect', {
      outcome: 'read',
      device: { ...device, secret: PASSWORD },
    });
    expect((await inspect('county')).status).toBe(403);
    expect(gateway.calls).toEqual([]);
    const response = await inspect('eastadmin');
    expect([response.status, await response.json()]).toEqual([200, device]);
    const [call] = gateway.calls;
    expect(call?.body).toEqual({ address, credentials });
    const token = call?.authorization.replace('Bearer ', '') ?? '';
    expect(verifyServiceToken(token, fixture.hmac, fixture.clock.now())).toEqual({ ok: true, value: true });
  });

  it.each(deviceErrors)('a device that is %s gives a problem of that name', async (error) => {
    gateway.answers('/internal/devices/inspect', { outcome: 'failed', error });
    expect(await refusalOf(inspect())).toMatchObject({ status: 422, code: `device.${error}` });
  });

  it('lists what answers, and says what is registered already', async () => {
    const found = { name: 'D1', hardware: 'D1' };
    const other = { ...address, path: '/onvif/2/device_service' };
    const devices = [
      { ...found, address },
      { ...found, address: other },
    ];
    gateway.answers('/internal/devices/discover', { devices });
    const { devices: listed } = discoveryResponseSchema.parse(
      await (await as('admin', '/api/devices/discover')).json(),
    );
    expect(listed.map(({ registered }) => registered)).toEqual([true, false]);
  });

  it('a preview is a ticket for the session, for as long as the gateway keeps it', async () => {
    gateway.answers('/internal/devices/preview', { outcome: 'open', cameraId: 'cam_preview' });
    const ticket = streamTicketSchema.parse(await (await preview()).json());
    expect(ticket).toMatchObject({
      ...{ cameraId: 'cam_preview', profile: 'main' },
      playlistUrl: 'http://gateway.test:8081/live/cam_preview/main/index.m3u8',
      feedUrl: 'ws://gateway.test:8081/feed',
    });
    expect(ticket.expiresAtMs - fixture.clock.now()).toBeGreaterThan(PREVIEW_LIFETIME_MS - 10_000);
    const claims = verifyTicket(ticket.ticket, fixture.hmac, fixture.clock.now());
    expect(claims).toMatchObject({ ok: true, value: { cameraId: 'cam_preview', profile: 'main' } });
  });

  it.each([
    ['forbidden_address', 422, 'device.forbidden_address'],
    ['too_many', 429, 'preview.too_many'],
  ])('no preview: %s', async (error, status, code) => {
    gateway.answers('/internal/devices/preview', { outcome: 'failed', error });
    expect(await refusalOf(preview())).toMatchObject({ status, code });
  });

  it('is no way to search a network: thirty at once, then one every two seconds', async () => {
    gateway.answers('/internal/devices/inspect', { outcome: 'failed', error: 'unreachable' });
    const startedMs = performance.now();
    const all = await Promise.all(Array.from({ length: 60 }, () => refusalOf(inspect('eastadmin'))));
    const regained = Math.ceil((performance.now() - startedMs) / 2_000);
    const refused = all.filter(({ code }) => code === 'device.too_many');
    expect(refused.length).toBeLessThanOrEqual(30);
    expect(refused.length).toBeGreaterThanOrEqual(30 - regained);
    expect(gateway.calls).toHaveLength(60 - refused.length);
    expect(refused[0]).toMatchObject({ status: 429 });
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^[12]$/);
    expect(await refusalOf(inspect('admin'))).toMatchObject({ code: 'device.unreachable' });
  });
});

describe('diagnostics of a camera', () => {
  const read = (username: string, id = DOME) =>
    fixture.call('GET', `/api/cameras/${id}/diagnostics`, { cookie: cookies[username] ?? '' });

  it('are for those who register, within their scope, and passed on as the gateway gave them', async () => {
    const answer = { cameraId: DOME, streams: [] };
    gateway.answers(`/internal/diagnostics/${DOME}`, answer);
    const told = await read('eastadmin');
    expect([told.status, await told.json()]).toEqual([200, answer]);
    expect(gateway.calls[0]?.authorization).toMatch(/^Bearer svc\./);
    expect(await refusalOf(read('eastadmin', cameraOf('west')))).toMatchObject({ status: 404 });
    for (const username of ['county', 'patrol']) {
      expect(await refusalOf(read(username)), username).toMatchObject({ status: 403 });
    }
    expect(gateway.calls).toHaveLength(1);
  });

  it('are refused when the gateway answers something else', async () => {
    gateway.answers(`/internal/diagnostics/${DOME}`, { cameraId: DOME, streams: [{ profile: 'third' }] });
    expect(await refusalOf(read('admin'))).toMatchObject({ status: 503, code: 'gateway.away' });
  });
});

describe('moving a camera', () => {
  it('is for those who may, within their scope', async () => {
    gateway.answers('/internal/ptz', { outcome: 'done', presets: [] });
    const moved = await ptz('county');
    expect([moved.status, await moved.json()]).toEqual([200, { presets: [] }]);
    expect(gateway.calls.map(({ body }) => body)).toEqual([{ cameraId: DOME, command: move }]);
    expect(await refusalOf(ptz('west'))).toMatchObject({ status: 404, code: 'not_found' });
    for (const username of ['admin', 'patrol']) {
      expect(await refusalOf(ptz(username)), username).toMatchObject({ status: 403 });
    }
    expect(gateway.calls).toHaveLength(1);
  });

  it('answers with the presets', async () => {
    const presets = [{ token: '1', name: '桥头' }];
    gateway.answers('/internal/ptz', { outcome: 'done', presets });
    const listed = await ptz('county', DOME, { op: 'list_presets' });
    expect(await listed.json()).toEqual({ presets });
  });

  it('a camera that cannot be moved says so, and the gateway is not asked', async () => {
    const refused = await refusalOf(ptz('county', cameraOf('east')));
    expect(refused).toMatchObject({ status: 409, code: 'camera.no_ptz' });
    expect(gateway.calls).toEqual([]);
  });

  it.each([
    ['no_ptz', 409, 'camera.no_ptz'],
    ['unreachable', 502, 'camera.unreachable'],
    ['refused', 502, 'camera.refused'],
    ['unauthorized', 422, 'device.unauthorized'],
    ['forbidden_address', 422, 'device.forbidden_address'],
  ])('%s is %i %s', async (error, status, code) => {
    gateway.answers('/internal/ptz', { outcome: 'failed', error });
    expect(await refusalOf(ptz('county'))).toMatchObject({ status, code });
  });

  it.each([{ op: 'move', pan: 2, tilt: 0, zoom: 0 }, { op: 'explode' }, { op: 'goto_preset', preset: '' }])(
    'whoever sends %o is told what is wrong',
    async (body) => {
      expect(await refusalOf(ptz('county', DOME, body))).toMatchObject({ status: 422, code: 'body.invalid' });
    },
  );
});

describe('a gateway that is of no help', () => {
  const path = '/internal/devices/inspect';
  it.each([
    ['not JSON', `${PASSWORD}{`, 200],
    ['another shape', { outcome: 'read', device: { password: PASSWORD } }, 200],
    ['an error', { detail: PASSWORD }, 500],
    ['its shutdown', {}, 503],
    ['another place', 'http://127.0.0.1:1/', 302],
  ])('answering %s is away', async (_, answer, status) => {
    gateway.answers(path, answer, status);
    const refused = await refusalOf(inspect());
    expect(refused).toMatchObject({ status: 503, code: 'gateway.away' });
    expect(refused.headers.get('retry-after')).toBe('2');
  });

  it('is not taken for the database when nobody listens', async () => {
    const web = await fixture.startWeb({ gateways: onlyGateway('http://127.0.0.1:1') });
    const cookie = await fixture.signIn('admin', web);
    const response = await fetch(`${web.url}/api/devices/discover`, { method: 'POST', headers: { cookie } });
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'gateway.away' }]);
  });

  it('and no password in any log', () => {
    expect(logged.join()).toContain('the gateway was of no help');
    expect(logged.join()).not.toMatch(/canary|admin/);
  });
});
