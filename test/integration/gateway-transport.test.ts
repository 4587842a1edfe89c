import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { type GstRtspServer, type GstRtspServerOptions, startGstRtspServer } from '#test/gst-rtsp-server';
import { selfSignedCertificate } from '#test/self-signed';
import {
  cameraId,
  credentials,
  registryOf,
  type StreamRecorder,
  sourceOf,
  watch,
} from '#test/stream-recorder';

const running: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function startCamera(transport: GstRtspServerOptions['transport'] = 'any'): Promise<GstRtspServer> {
  const server = await startGstRtspServer({ port: 0, credentials, transport });
  running.push({ close: () => server.kill() });
  return server;
}

/** Watches the stream at `url`. @returns its output, and a look at its counters */
async function play(url: string) {
  const registry = registryOf(sourceOf({ url }));
  running.push(registry);
  const output = await watch(registry);
  const counters = () => {
    const [snapshot] = registry.inspect();
    if (snapshot === undefined) throw new Error('no session');
    return snapshot.counters;
  };
  return { output, counters };
}

const stepsOf = ({ units }: StreamRecorder) =>
  new Set(units.slice(1).map((unit, index) => unit.pts - (units[index]?.pts ?? 0)));

const overUdp = (url: string) => url.replace('rtsp://', 'rtspu://');

describe("Q14 media transport with GStreamer's RTSP server", () => {
  it('falls back to UDP where TCP is refused, and loses no frame', async () => {
    const { output, counters } = await play((await startCamera('udp')).url);
    await output.until(() => output.units.length >= 100);
    expect(counters()).toMatchObject({ refusedTransports: 1, connects: 1, droppedAccessUnits: 0 });
    expect(stepsOf(output)).toEqual(new Set([3_600]));
    expect(output.events.filter((event) => event.includes(':'))).toEqual([]);
  });

  it('falls back to TCP where UDP is refused', async () => {
    const { output, counters } = await play(overUdp((await startCamera('tcp')).url));
    await output.until(() => output.units.length >= 25);
    expect(counters()).toMatchObject({ refusedTransports: 1, connects: 1, lostPackets: 0 });
  });

  it('is UDP at once where the address asks for it, with the capture time of sender reports', async () => {
    const { output, counters } = await play(overUdp((await startCamera()).url));
    await output.until(() => output.units.length >= 100);
    expect(counters()).toMatchObject({ refusedTransports: 0, droppedAccessUnits: 0 });
    expect(Math.abs(Date.now() - (output.units.at(-1)?.capturedAtMs ?? 0))).toBeLessThan(2_000);
  });

  it('begins a discontinuity over UDP too when the camera comes back', async () => {
    const server = await startCamera('udp');
    const { output } = await play(server.url);
    await output.until(() => output.units.length >= 25);
    await server.kill();
    await output.until(() => output.events.some((event) => event.startsWith('backing_off')));
    const before = output.events.length;
    running.push({ close: (await restart(server.port)).kill });
    await output.until(() => output.events.lastIndexOf('live') > before);
    expect(output.events.filter((event) => event === 'interrupted')).toHaveLength(1);
  });
});

function restart(port: number): Promise<GstRtspServer> {
  return startGstRtspServer({ port, credentials, transport: 'udp' });
}

describe('Q14 media over UDP from simulated cameras', () => {
  const code = '33010500001320000001';

  it('Q22 goes on through loss, from key frame to key frame, and reports it', async () => {
    const simulator = await startCameraSimulator({
      host: '127.0.0.1',
      rtspPort: 0,
      controlPort: 0,
      cameras: [{ code, scene: 'road' }],
      clips: loadClips(),
      credentials,
      clock: systemClock,
      random: seededRandom(7),
    });
    running.push(simulator);
    const { output, counters } = await play(overUdp(`${simulator.rtspUrl}/${code}/sub`));
    await output.until(() => output.units.length >= 25);
    expect(counters()).toMatchObject({ lostPackets: 0, droppedAccessUnits: 0 });
    const order = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ code, fault: 'drop', percent: 5 });
    expect((await fetch(`${simulator.controlUrl}/faults`, { ...order, body })).status).toBe(200);
    await output.until(() => counters().lostPackets > 5);
    await fetch(`${simulator.controlUrl}/faults/${code}`, { method: 'DELETE' });
    const keysBefore = counters().keyFrames;
    await output.until(() => counters().keyFrames > keysBefore + 1);
    expect(counters().droppedAccessUnits).toBeGreaterThan(0);
    expect(output.events).not.toContain('interrupted');
  });
});

describe('RTSP under TLS', () => {
  /** Stands before a camera and speaks TLS for it, as its own certificate would. */
  async function underTls(port: number): Promise<string> {
    const server: Server = createServer(selfSignedCertificate(), (outside) => {
      const inside = connect(port, '127.0.0.1');
      outside.pipe(inside).pipe(outside);
      for (const socket of [outside, inside]) {
        socket.on('error', () => {});
        socket.on('close', () => {
          outside.destroy();
          inside.destroy();
        });
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    running.push({ close: () => void server.close() });
    return `rtsps://127.0.0.1:${(server.address() as AddressInfo).port}/stream`;
  }

  it('plays with a self-signed certificate, and probes', async () => {
    const url = await underTls((await startCamera()).port);
    const { output, counters } = await play(url);
    await output.until(() => output.units.length >= 50);
    expect(counters()).toMatchObject({ lostPackets: 0, droppedAccessUnits: 0 });
    const registry = registryOf(sourceOf({ url }));
    running.push(registry);
    expect(await registry.probe([cameraId], { concurrency: 1 })).toEqual([{ cameraId, outcome: 'answered' }]);
  });

  it('never lets media out of it', async () => {
    const { output, counters } = await play(await underTls((await startCamera('udp')).port));
    await output.until(() => output.events.includes('backing_off:protocol_error'));
    expect(counters()).toMatchObject({ refusedTransports: 1, receivedPackets: 0 });
  });
});
