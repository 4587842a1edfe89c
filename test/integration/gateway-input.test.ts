import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamSource } from '#core/camera';
import { findCaptureTime } from '#core/contracts';
import { type CameraId, systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { type GstRtspServer, startGstRtspServer } from '#test/gst-rtsp-server';
import {
  cameraId,
  credentials,
  registryOf,
  type StreamRecorder,
  sourceOf,
  watch,
} from '#test/stream-recorder';
import type { SessionRegistry } from '../../server/gateway/session/index.ts';

const running: { close(): void | Promise<void> }[] = [];

async function startServer(port = 0): Promise<GstRtspServer> {
  const server = await startGstRtspServer({ port, credentials });
  running.push({ close: () => server.kill() });
  return server;
}

function startRegistry(source: StreamSource): SessionRegistry<StreamRecorder> {
  const registry = registryOf(source);
  running.push(registry);
  return registry;
}

afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

describe("gateway input from GStreamer's RTSP server", () => {
  it('starts with Digest on the first viewer and loses no frame in 10 s', async () => {
    const server = await startServer();
    const registry = startRegistry(sourceOf(server));
    const output = await watch(registry);
    await output.until(() => output.units.length >= 250);

    expect(output.formats).toMatchObject([{ codec: 'h264', width: 320, height: 240, frameRate: 25 }]);
    expect(output.units[0]?.keyFrame).toBe(true);
    const steps = output.units.slice(1).map((unit, index) => unit.pts - (output.units[index]?.pts ?? 0));
    expect(new Set(steps)).toEqual(new Set([3_600]));
    expect(output.units.filter((unit) => unit.keyFrame).length).toBe(10);
    expect(output.units.every((unit) => unit.dts === unit.pts)).toBe(true);
    expect(output.events.filter((event) => event.includes(':') || event === 'interrupted')).toEqual([]);
    const [snapshot] = registry.inspect();
    expect(snapshot).toMatchObject({ viewers: 1, status: { state: 'live', reason: null } });
    expect(snapshot?.counters).toMatchObject({
      lostPackets: 0,
      droppedAccessUnits: 0,
      malformedPayloads: 0,
      resyncs: 0,
    });
  });

  it("takes the capture time from the sender's clock, in order and close to now", async () => {
    const output = await watch(startRegistry(sourceOf(await startServer())));
    await output.until(() => output.units.length >= 100);
    const times = output.units.map((unit) => unit.capturedAtMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(Date.now() - (times.at(-1) ?? 0))).toBeLessThan(2_000);
  });

  it('S11 keeps its viewers while the camera is away, and begins a discontinuity when it is back', async () => {
    const server = await startServer();
    const output = await watch(startRegistry(sourceOf(server)));
    await output.until(() => output.units.length >= 30);
    await server.kill();
    await output.until(() => output.events.includes('backing_off:unreachable'));
    expect(output.events.filter((event) => event === 'interrupted')).toHaveLength(1);
    await output.until(() => output.events.includes('backing_off:refused'));

    const before = output.events.length;
    await startServer(server.port);
    await output.until(() => output.events.lastIndexOf('live') > before);
    const after = output.events.slice(before);
    expect(after.find((event) => event === 'key' || event === 'unit')).toBe('key');
    expect(output.closed).toBe(false);
  });

  it('S7 tries a wrong password twice, then parks the camera', async () => {
    const server = await startServer();
    const registry = startRegistry(sourceOf(server, 'wrong'));
    const output = await watch(registry);
    await output.until(() => output.events.includes('parked:unauthorized'));
    expect(output.events.filter((event) => event.startsWith('connecting'))).toHaveLength(2);
    expect(registry.inspect()[0]?.counters.connects).toBe(2);
  });

  it('probes with OPTIONS and DESCRIBE', async () => {
    const server = await startServer();
    const registry = startRegistry(sourceOf(server));
    const unknown = 'cam_unknown' as CameraId;
    expect(await registry.probe([cameraId, unknown], { concurrency: 2 })).toEqual([
      { cameraId, outcome: 'answered' },
      { cameraId: unknown, outcome: 'unknown_camera' },
    ]);
    await server.kill();
    expect(await registry.probe([cameraId], { concurrency: 2 })).toEqual([{ cameraId, outcome: 'refused' }]);
  });
});

const code = '33010500001320000001';
const clips = loadClips();
let simulator: Awaited<ReturnType<typeof startCameraSimulator>>;

async function startSimulator(): Promise<void> {
  simulator = await startCameraSimulator({
    host: '127.0.0.1',
    rtspPort: 0,
    controlPort: 0,
    cameras: [{ code, scene: 'road' }],
    clips,
    credentials,
    clock: systemClock,
    random: seededRandom(7),
  });
  running.push(simulator);
}

const startSimulated = () => startRegistry(sourceOf({ url: `${simulator.rtspUrl}/${code}/sub` }));

async function fault(order: object): Promise<void> {
  const response = await fetch(`${simulator.controlUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...order }),
  });
  expect(response.status).toBe(200);
}

async function heal(): Promise<void> {
  expect((await fetch(`${simulator.controlUrl}/faults/${code}`, { method: 'DELETE' })).status).toBe(204);
}

describe('gateway input from simulated cameras', () => {
  beforeEach(startSimulator);

  it('passes every picture on, with the capture time it carries', async () => {
    const registry = startSimulated();
    const output = await watch(registry);
    await output.until(() => output.units.length >= 100);
    const steps = output.units.slice(1).map((unit, index) => unit.pts - (output.units[index]?.pts ?? 0));
    expect(new Set(steps).size).toBe(1);
    expect(registry.inspect()[0]?.counters).toMatchObject({
      lostPackets: 0,
      droppedAccessUnits: 0,
      resyncs: 0,
    });
    const unit = output.units.at(-1);
    const carriedMs = (findCaptureTime(unit?.nalUnits ?? []) ?? 0) / 1_000;
    expect(Math.abs((unit?.capturedAtMs ?? 0) - carriedMs)).toBeLessThan(100);
  });

  it('Q22 goes on through loss, from key frame to key frame', async () => {
    const registry = startSimulated();
    const output = await watch(registry);
    await output.until(() => output.units.length > 0);
    await fault({ fault: 'drop', percent: 5 });
    const counters = () => registry.inspect()[0]?.counters;
    await output.until(() => (counters()?.lostPackets ?? 0) > 5);
    await heal();
    const keysBefore = counters()?.keyFrames ?? 0;
    await output.until(() => (counters()?.keyFrames ?? 0) > keysBefore + 1);
    expect(counters()?.droppedAccessUnits).toBeGreaterThan(0);
    expect(output.events).not.toContain('interrupted');
  });

  it('Q1 goes on through garbage, on the same connection', async () => {
    const registry = startSimulated();
    const output = await watch(registry);
    await output.until(() => output.units.length > 0);
    await fault({ fault: 'garbage', percent: 20 });
    const counters = () => registry.inspect()[0]?.counters;
    await output.until(() => (counters()?.resyncs ?? 0) > 20);
    await heal();
    const keysBefore = counters()?.keyFrames ?? 0;
    await output.until(() => (counters()?.keyFrames ?? 0) > keysBefore + 1);
    expect(counters()?.connects).toBe(1);
    expect(output.events).not.toContain('interrupted');
  });
});

describe('gateway input from simulated cameras that fail', () => {
  beforeEach(startSimulator);

  it.each([
    ['an encoder that hangs', 'stall'],
    ['a connection that is dead at the other end, and nobody was told', 'half-open'],
  ])('S4 finds %s within 10 s, and is live again when media come', async (_title, name) => {
    const output = await watch(startSimulated());
    await output.until(() => output.units.length > 0);
    await fault({ fault: name });
    const silentAtMs = Date.now();
    await output.until(() => output.events.includes('backing_off:no_media'));
    expect(Date.now() - silentAtMs).toBeLessThan(10_000);
    await heal();
    await output.until(() => output.events.at(-1) === 'live');
  });

  it.each([
    ['never answers', { fault: 'half-open' }],
    ['answers byte by byte', { fault: 'trickle', byteMs: 1_000 }],
  ])('S2 gives a camera up within 15 s that %s', async (_title, order) => {
    await fault(order);
    const startedMs = Date.now();
    const output = await watch(startSimulated());
    await output.until(() => output.events.includes('backing_off:timeout'));
    expect(Date.now() - startedMs).toBeLessThan(15_000);
    await heal();
    await output.until(() => output.events.at(-1) === 'live');
  });

  it('S11 comes back after a power cut', async () => {
    const output = await watch(startSimulated());
    await output.until(() => output.units.length > 0);
    await fault({ fault: 'stop' });
    await output.until(() => output.events.some((event) => event.startsWith('backing_off')));
    await heal();
    const before = output.events.length;
    await output.until(() => output.events.lastIndexOf('live') > before);
    expect(output.events.filter((event) => event === 'interrupted')).toHaveLength(1);
  });

  it.each([
    ['Q13 a full device', { fault: 'refuse', status: 453 }, 'backing_off:refused'],
    ['S7 a changed password', { fault: 'wrong-password' }, 'parked:unauthorized'],
  ])('%s', async (_title, order, state) => {
    await fault(order);
    const output = await watch(startSimulated());
    await output.until(() => output.events.includes(state));
  });
});
