import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type StreamTicket, streamTicketResponseSchema } from '#core/contracts';
import { rendezvous } from '#core/gateways';
import { type CameraId, newId, type OrgUnitId, systemClock } from '#core/kit';
import { registerCameras } from '#db/repositories';
import { createVault } from '#db/sealing';
import { loadSecrets } from '#server/config';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { freePort } from '#test/free-port';
import { GatewayChild } from '#test/gateway-child';
import { units, type WebFixture, webFixture } from '#test/web-fixture';
import { FeedHub, openBrowserSocket } from '../../app/_lib/feed/index.ts';
import { FeedSource } from '../../app/_lib/player/feed-source.ts';
import { StartQueue, TicketStore } from '../../app/_lib/player/index.ts';

/** So many that each of two gateways has some, whatever their ids. */
const CAMERAS = 16;
/** In how long the web role knows what has been said. */
const SEEN = { timeout: 2_500, interval: 100 };
const masterKey = randomBytes(32).toString('base64');
const dataDir = mkdtempSync(join(tmpdir(), 'beaconwall-gateways-'));
const credentials = { username: 'viewer', password: 'several-Gateways-1' };

const gateways = new Map<string, GatewayChild>();
let simulator: Awaited<ReturnType<typeof startCameraSimulator>>;
let web: WebFixture;
let cookie: string;
let cameraIds: CameraId[];
let ports: number[];

const placeOf = (port: number) => `http://127.0.0.1:${port}`;

async function startGateway(port: number): Promise<void> {
  const child = await GatewayChild.start({
    DATABASE_URL: web.options.databaseUrl,
    BEACONWALL_DATA_DIR: dataDir,
    BEACONWALL_MASTER_KEY: masterKey,
    BEACONWALL_GATEWAY_PORT: String(port),
    BEACONWALL_METRICS_PORT: '0',
    BEACONWALL_GATEWAY_PUBLIC_URL: placeOf(port),
    BEACONWALL_CAMERA_NETWORKS: '127.0.0.1/32',
  });
  gateways.set(placeOf(port), child);
}

async function tickets(ids: readonly CameraId[] = cameraIds): Promise<StreamTicket[]> {
  const streams = ids.map((cameraId) => ({ cameraId, profile: 'sub' as const }));
  const response = await web.call('POST', '/api/stream-tickets', { cookie, body: { streams } });
  if (!response.ok) throw Object.assign(new Error('no tickets'), { status: response.status });
  return streamTicketResponseSchema.parse(await response.json()).tickets;
}

/** The gateway that a ticket sends to. */
const gatewayOf = ({ playlistUrl }: StreamTicket) => new URL(playlistUrl).origin;

beforeAll(async () => {
  const codes = Array.from({ length: CAMERAS }, (_, i) => `3301050000132000${String(i).padStart(4, '0')}`);
  simulator = await startCameraSimulator({
    ...{ host: '127.0.0.1', rtspPort: 0, controlPort: 0, clock: systemClock, random: seededRandom(1) },
    ...{ cameras: codes.map((code) => ({ code, scene: 'road' })), clips: loadClips(), credentials },
  });
  const { vaultKey, hmac } = loadSecrets(dataDir, masterKey);
  const vault = createVault(vaultKey);
  web = await webFixture({ hmac, vault });
  cookie = await web.signIn('county');
  const cameras = codes.map((code) => ({
    ...{ id: newId('cam', (bytes) => randomBytes(bytes.length)), code, class: 'I' as const },
    ...{ orgUnitId: units.county.id as OrgUnitId, name: { zh: code, en: code }, credentials, device: null },
    ...{ position: { lon: 119, lat: 29.6 }, view: { azimuthDeg: 0, angleDeg: 60, rangeM: 80 } },
    ...{ mainUrl: `${simulator.rtspUrl}/${code}/main`, subUrl: `${simulator.rtspUrl}/${code}/sub` },
    ...{ deviceKey: code, siteKey: code, ptz: false },
  }));
  await registerCameras(web.db, vault, { cameras, actor: 'test', nowMs: 0 });
  cameraIds = cameras.map(({ id }) => id);
  ports = [await freePort(), await freePort()];
  await Promise.all(ports.map(startGateway));
});

afterAll(async () => {
  await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
  await web.close();
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What viewers of all cameras see, through the page's own player up to the decoder. */
function watchAll() {
  const clock = systemClock;
  const services = {
    ...{ clock, random: Math.random, serverNow: () => clock.now(), starts: new StartQueue(clock) },
    tickets: new TicketStore({
      ...{ clock, random: Math.random, serverNow: () => clock.now() },
      request: (streams) => tickets(streams.map(({ cameraId }) => cameraId)),
      statusOf: (error) => (error as { status?: number }).status ?? 0,
    }),
    feeds: new FeedHub({ openSocket: openBrowserSocket, clock, random: Math.random }),
  };
  /** By camera: when the newest picture came. */
  const seenMs = new Map<CameraId, number>();
  const sources = cameraIds.map((cameraId) => {
    const onPart = (type: string) => type === 'part' && seenMs.set(cameraId, performance.now());
    const sink = {
      captureAt: () => null,
      newestArrivedMs: () => null,
      hasSound: () => false,
      dispose: () => {},
    };
    return new FeedSource({
      ...{ name: { cameraId, profile: 'sub' }, services, onEvent: () => {} },
      openSink: () => ({ ...sink, push: ({ type }) => void onPart(type) }),
    });
  });
  const seenSince = async (ids: readonly CameraId[], fromMs: number, timeout: number): Promise<void> => {
    await vi.waitFor(() => expect(ids.filter((id) => (seenMs.get(id) ?? 0) <= fromMs)).toEqual([]), {
      timeout,
      interval: 50,
    });
  };
  return {
    seenMs,
    seenSince,
    close: () => {
      for (const source of sources) source.dispose();
    },
  };
}

it('G1 each camera is with the gateway that rendezvous hashing says, and every ticket of it', async () => {
  const nodes = ports.map((port) => ({ id: placeOf(port) }));
  const wanted = cameraIds.map((id) => rendezvous(nodes, id)?.id);
  const given = await vi.waitFor(async () => {
    const now = await tickets();
    expect(now.map(gatewayOf)).toEqual(wanted);
    return now;
  }, SEEN);
  expect(given.map(({ feedUrl }) => feedUrl)).toEqual(
    given.map((ticket) => `${gatewayOf(ticket).replace('http', 'ws')}/feed`),
  );
  expect(new Set(given.map(gatewayOf)).size).toBe(2);
  const headers = (await fetch(web.web.url)).headers.get('content-security-policy');
  for (const port of ports) expect(headers).toContain(`${placeOf(port)} ws://127.0.0.1:${port}`);
});

it('G2 a gateway that is killed costs its viewers 15 s at most, others nothing, and nobody does anything', async () => {
  const before = await tickets();
  const [doomed = ''] = before.map(gatewayOf);
  const orphans = before.filter((ticket) => gatewayOf(ticket) === doomed).map(({ cameraId }) => cameraId);
  const others = cameraIds.filter((id) => !orphans.includes(id));
  const wall = watchAll();
  await wall.seenSince(cameraIds, 0, 20_000);

  await gateways.get(doomed)?.kill();
  const killedMs = performance.now();
  await wall.seenSince(orphans, killedMs, 15_000);
  // Whoever watched a camera of the other gateway has had pictures all the time, and still has.
  await wall.seenSince(others, performance.now(), 2_000);
  expect(new Set((await tickets()).map(gatewayOf))).toEqual(
    new Set(ports.map(placeOf).filter((url) => url !== doomed)),
  );

  // It comes back under its address, and has the same cameras as before.
  await startGateway(Number(new URL(doomed).port));
  await vi.waitFor(async () => expect((await tickets()).map(gatewayOf)).toEqual(before.map(gatewayOf)), SEEN);
  wall.close();
});

it('G3 a gateway that stops in order is given no more viewers at once', async () => {
  const [first = 0, second = 0] = ports;
  await gateways.get(placeOf(first))?.stop();
  await vi.waitFor(
    async () => expect(new Set((await tickets()).map(gatewayOf))).toEqual(new Set([placeOf(second)])),
    SEEN,
  );
  await startGateway(first);
});

it('G4 a camera that is kept warm is so at its own gateway, and at no other', async () => {
  await web.db.execute(sql`update cameras set warm = true where id like 'cam_%' and device_key = code`);
  const nodes = ports.map((port) => ({ id: placeOf(port) }));
  const shareOf = (id: string) =>
    cameraIds.filter((cameraId) => rendezvous(nodes, cameraId)?.id === id).length;
  const wanted = new Map(nodes.map(({ id }) => [id, shareOf(id)]));
  // Streams of viewers that have gone end first, and gateways look every 15 s.
  await vi.waitFor(
    async () => {
      const { rows } = await web.db.execute<{ id: string; streams: number }>(
        sql`select id, streams from gateways`,
      );
      expect(new Map(rows.map(({ id, streams }) => [id, streams]))).toEqual(wanted);
    },
    { timeout: 50_000, interval: 500 },
  );
});
