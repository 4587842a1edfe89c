import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  discoverySchema,
  inspectOutcomeSchema,
  previewOutcomeSchema,
  problemSchema,
  ptzOutcomeSchema,
} from '#core/contracts';
import { type CameraId, type Log, systemClock } from '#core/kit';
import { findPtzDevice, type NewCamera, registerCameras } from '#db/repositories';
import { DISCOVERY_PORT, DiscoveryResponder, devicePath, OnvifServer } from '#sim/onvif';
import { PtzHead } from '#sim/ptz';
import { placeId, seedCounty, testVault } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';
import {
  bearer,
  type Gateway,
  type GstRtspServer,
  serviceToken,
  startTestCamera,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { quietLog } from '#test/quiet-log';

type OnvifDevice = Parameters<typeof OnvifServer.listen>[0]['devices'][number];

const login = { username: 'admin', password: 'canary <x> & "y" 密码' };
/** What the GStreamer camera of the fixture asks for. */
const cameraLogin = { username: 'viewer', password: 'gst-Pass-1' };
const domeId = 'cam_dome' as CameraId;

const dome: OnvifDevice = {
  ...{ code: '99990101001320000901', name: '双塔路与人民街路口', location: '城关镇' },
  ...{ manufacturer: 'Lansky', model: 'LS-P420' },
  channels: [{ code: '99990101001320000901', name: '双塔路与人民街路口' }],
};
const recorder: OnvifDevice = {
  ...{ code: '99990102001180000001', name: '石桥镇录像机', location: '石桥镇' },
  ...{ manufacturer: 'Quanshan', model: 'QN-1600' },
  channels: Array.from({ length: 16 }, (_, index) => ({
    ...{ code: `999901020013200009${index + 10}`, name: `通道${index + 1}` },
  })),
};

/** Everything that was logged, as one text. */
let logged = '';
const note = (fields: object, message: string): void => {
  logged += `${JSON.stringify(fields)} ${message}\n`;
};
const log: Log = { debug: note, info: note, warn: note, error: note };

const head = new PtzHead(systemClock);
const reported: string[] = [];
let database: TestDatabase;
let camera: GstRtspServer;
let devices: OnvifServer;
let responder: DiscoveryResponder | null;
let gateway: Gateway;

beforeAll(async () => {
  database = await createTestDatabase();
  camera = await startTestCamera();
  await startDevices();
  await seedCounty(database.db, 1);
  await registerCameras(database.db, testVault, {
    ...{ cameras: [domeCamera()], actor: 'test', nowMs: Date.now() },
  });
  gateway = await startTestGateway({
    sources: {},
    cameraNetworks: `127.0.0.1/32:${devices.port}+${new URL(camera.url).port}+8554+9`,
    ptzDirectory: { find: (cameraId) => findPtzDevice(database.db, testVault, cameraId) },
    statusSink: { report: (cameraId) => reported.push(cameraId) },
    log,
  });
});

afterAll(async () => {
  await gateway.close();
  responder?.close();
  await devices.close();
  await camera.kill();
  await database.close();
});

async function startDevices(): Promise<void> {
  const common = {
    devices: [dome, recorder],
    surroundings: {
      rtspPort: 8554,
      head: (code: string) => (code === dome.code ? head : null),
      synchronise: () => {},
    },
    manner: () => ({ kind: 'well' }) as const,
    ...{ clock: systemClock, random: Math.random, log: quietLog },
  };
  devices = await OnvifServer.listen({ ...common, host: '127.0.0.1', port: 0, credentials: login });
  const onvifPort = devices.port;
  responder = await DiscoveryResponder.open({
    ...{ ...common, onvifPort },
    ...{ address: '127.0.0.1', port: DISCOVERY_PORT },
  });
}

function domeCamera(): NewCamera {
  const onvifUrl = `http://127.0.0.1:${devices.port}${devicePath(dome.code)}`;
  return {
    ...{ id: domeId, code: dome.code, orgUnitId: placeId(0, 0), name: { zh: '路口', en: 'Junction' } },
    ...{ class: 'I', position: { lon: 119, lat: 29 } },
    view: { azimuthDeg: 0, angleDeg: 60, rangeM: 100 },
    ...{ mainUrl: camera.url, subUrl: null, credentials: login },
    device: { onvifUrl, profileToken: 'ch1-main' },
    ...{ ptz: true, deviceKey: 'dome', siteKey: 'site' },
  };
}

async function call(path: string, body: object | string, token = serviceToken()): Promise<Response> {
  return fetch(`${gateway.url}/internal/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function ask<Schema extends z.ZodType>(
  path: string,
  body: object,
  schema: Schema,
): Promise<z.output<Schema>> {
  const response = await call(path, body);
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

const addressOf = (device: OnvifDevice) => ({
  ...{ host: '127.0.0.1', port: devices.port, path: devicePath(device.code) },
});

const inspect = (address: object, credentials = login) =>
  ask('devices/inspect', { address, credentials }, inspectOutcomeSchema);

const ptz = (cameraId: string, command: object) => ask('ptz', { cameraId, command }, ptzOutcomeSchema);

describe('devices of the simulated county', () => {
  it('are discovered at their own addresses', async () => {
    expect(responder, 'the discovery port and group on loopback').not.toBeNull();
    const found = await ask('devices/discover', {}, discoverySchema);
    const ours = found.devices.filter(({ address }) => address.port === devices.port);
    expect(ours.map(({ address, name }) => ({ address, name })).sort(byName)).toEqual(
      [dome, recorder].map((device) => ({ address: addressOf(device), name: device.name })).sort(byName),
    );
  });

  it('say what they are and where their streams are', async () => {
    expect(await inspect(addressOf(dome))).toMatchObject({
      outcome: 'read',
      device: {
        ...{ manufacturer: 'Lansky', model: 'LS-P420' },
        channels: [
          {
            ptz: true,
            main: { codec: 'H264', width: 1280, rtspUrl: `rtsp://127.0.0.1:8554/${dome.code}/main` },
            sub: { width: 640, rtspUrl: `rtsp://127.0.0.1:8554/${dome.code}/sub` },
          },
        ],
      },
    });
  });

  it('may have sixteen channels', async () => {
    const read = await inspect(addressOf(recorder));
    if (read.outcome !== 'read') throw new Error(read.error);
    expect(read.device.channels.map(({ main }) => main.rtspUrl)).toEqual(
      recorder.channels.map(({ code }) => `rtsp://127.0.0.1:8554/${code}/main`),
    );
    expect(read.device.channels.every((channel) => !channel.ptz)).toBe(true);
  });

  it('are told apart when they cannot be read', async () => {
    const failed = (error: string) => ({ outcome: 'failed', error });
    const wrong = { ...login, password: 'wrong' };
    expect(await inspect(addressOf(dome), wrong)).toEqual(failed('unauthorized'));
    expect(await inspect({ host: '127.0.0.1', port: 9 })).toEqual(failed('unreachable'));
    expect(await inspect({ ...addressOf(dome), path: '/' })).toEqual(failed('not_onvif'));
    for (const host of ['127.0.0.2', '169.254.169.254', '::ffff:127.0.0.1', 'localhost'])
      expect(await inspect({ host, port: 6379 })).toEqual(failed('forbidden_address'));
  });
});

describe('a preview', () => {
  const preview = (rtspUrl: string) =>
    ask('devices/preview', { rtspUrl, credentials: cameraLogin }, previewOutcomeSchema);

  it('shows the picture of a camera that is not registered, and is nobody’s health', async () => {
    const opened = await preview(camera.url);
    if (opened.outcome !== 'open') throw new Error(opened.error);
    const { cameraId } = opened;
    const still = await fetch(`${gateway.url}/live/${cameraId}/still.mp4`, { headers: bearer({ cameraId }) });
    expect([still.status, still.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect((await still.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    expect(await preview(camera.url)).toEqual(opened);
    expect(reported).toEqual([]);
  });

  it('is refused outside the allow-list, and past sixteen', async () => {
    const forbidden = { outcome: 'failed', error: 'forbidden_address' };
    expect(await preview('rtsp://127.0.0.1:6379/')).toEqual(forbidden);
    expect(await preview('rtsp://localhost:6379/')).toEqual(forbidden);
    for (let count = 1; count < 16; count++)
      expect(await preview(`${camera.url}?${count}`)).toMatchObject({ outcome: 'open' });
    expect(await preview(`${camera.url}?16`)).toEqual({ outcome: 'failed', error: 'too_many' });
  });
});

describe('steering a registered camera', () => {
  it('moves it, until a stop', async () => {
    const done = { outcome: 'done', presets: [] };
    expect(await ptz(domeId, { op: 'move', pan: 1, tilt: 0, zoom: 0 })).toEqual(done);
    expect(head.isMoving).toBe(true);
    expect(await ptz(domeId, { op: 'stop' })).toEqual(done);
    await expect.poll(() => head.isMoving).toBe(false);
  });

  it('keeps and finds presets', async () => {
    const names = async (command: object) => {
      const outcome = await ptz(domeId, command);
      if (outcome.outcome !== 'done') throw new Error(outcome.error);
      return outcome.presets.map(({ name }) => name);
    };
    const before = await names({ op: 'list_presets' });
    expect(before.length).toBeGreaterThan(0);
    expect(await names({ op: 'set_preset', name: '桥头 <1>' })).toEqual([...before, '桥头 <1>']);
    expect(await names({ op: 'goto_preset', preset: '3' })).toContain('桥头 <1>');
    expect(head.isMoving).toBe(true);
    expect(await ptz(domeId, { op: 'goto_preset', preset: '99' })).toEqual({
      outcome: 'failed',
      error: 'refused',
    });
  });

  it('is nothing for cameras that do not move, or are not there', async () => {
    const [fixed] = await seededIds();
    for (const cameraId of [fixed ?? '', 'cam_unknown'])
      expect(await ptz(cameraId, { op: 'stop' })).toEqual({ outcome: 'failed', error: 'no_ptz' });
  });
});

async function seededIds(): Promise<string[]> {
  const { rows } = await database.db.$client.query('select id from cameras where not ptz');
  return rows.map(({ id }: { id: string }) => id);
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

describe('the internal calls', () => {
  const paths = ['devices/discover', 'devices/inspect', 'devices/preview', 'ptz'];

  it.each(paths)('%s is for our own roles only', async (path) => {
    const codeOf = async (response: Response) => [
      response.status,
      problemSchema.parse(await response.json()).code,
    ];
    const ticket = ticketFor({ cameraId: 'cam_1' });
    expect(await codeOf(await call(path, {}, ticket))).toEqual([401, 'ticket_invalid']);
    expect(await codeOf(await call(path, '[', serviceToken()))).toEqual([400, 'malformed_request']);
    expect(await codeOf(await call(path, 'x'.repeat(40_000)))).toEqual([413, 'body_too_large']);
    const got = await fetch(`${gateway.url}/internal/${path}`);
    expect(await codeOf(got)).toEqual([405, 'method_not_allowed']);
  });

  it('tell nobody a password', async () => {
    const metrics = await fetch(`http://127.0.0.1:${gateway.metricsPort}/metrics`);
    const told = logged + (await metrics.text());
    expect(logged).not.toBe('');
    for (const secret of [login.password, JSON.stringify(login.password), 'canary', cameraLogin.password])
      expect(told).not.toContain(secret);
  });
});
