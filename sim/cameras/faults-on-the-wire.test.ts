import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findCaptureTime } from '#core/contracts';
import { depacketise, parseRtp } from '#sim/testing';
import { ONE, OTHER, startTestSimulator, type TestSimulator } from './testing/test-simulator.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
afterEach(async () => {
  for (const code of ['*', ONE, OTHER]) {
    await fetch(`${simulator.controlUrl}/faults/${code}`, { method: 'DELETE' });
  }
});

describe('stop', () => {
  it('ends those who watch, answers nobody, and leaves other cameras alone', async () => {
    const [client, other] = [await simulator.watch(ONE), await simulator.watch(OTHER)];
    await simulator.fault({ code: ONE, fault: 'stop' });
    await client.closed();
    const late = await simulator.connect();
    await expect(late.request('OPTIONS', simulator.url(ONE))).rejects.toThrow('connection ended');
    const received = other.packets(0).length;
    await other.until(() => other.packets(0).length > received);
  });

  it('is over when it is cleared', async () => {
    await simulator.fault({ code: '*', fault: 'stop' });
    await fetch(`${simulator.controlUrl}/faults/*`, { method: 'DELETE' });
    await simulator.watch(ONE);
  });
});

describe('stall', () => {
  it('answers but sends nothing', async () => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'stall' });
    const received = client.frames.length;
    const other = await simulator.watch(OTHER);
    await other.until(() => other.packets(0).length > 20);
    expect(client.frames.length).toBe(received);
    expect((await client.request('GET_PARAMETER', simulator.url(ONE))).status).toBe(200);
  });
});

describe('half-open', () => {
  it('keeps the connection, answers nothing and sends nothing', async () => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'half-open' });
    const received = client.frames.length;
    const asked = client.request('GET_PARAMETER', simulator.url(ONE)).then(
      () => 'answered',
      () => 'ended',
    );
    const other = await simulator.watch(OTHER);
    await other.until(() => other.packets(0).length > 20);
    expect(client.frames.length).toBe(received);
    expect(await Promise.race([asked, Promise.resolve('open')])).toBe('open');
  });
});

describe('trickle', () => {
  it('answers whole, but slowly', async () => {
    await simulator.fault({ code: ONE, fault: 'trickle', byteMs: 5 });
    const client = await simulator.connect();
    const startedMs = performance.now();
    const { status } = await client.request('OPTIONS', simulator.url(ONE));
    expect(status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThan(300);
  });
});

describe('flap', () => {
  it('loses its power and gets it back, again and again', async () => {
    await simulator.fault({ code: ONE, fault: 'flap', upMs: 600, downMs: 600 });
    const hasPower = () =>
      simulator.connect().then((client) =>
        client.request('OPTIONS', simulator.url(ONE)).then(
          () => true,
          () => false,
        ),
      );
    for (const wanted of [false, true, false, true]) await expect.poll(hasPower).toBe(wanted);
  });

  it('cuts off who watches without anybody doing anything', async () => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'flap', upMs: 500, downMs: 300 });
    await client.closed();
  });
});

describe('refuse', () => {
  it.each([{ status: 453 }, { status: 503 }])('turns newcomers away with $status', async ({ status }) => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'refuse', status });
    const newcomer = await simulator.connect();
    expect((await newcomer.request('DESCRIBE', simulator.url(ONE))).status).toBe(status);
    const received = client.packets(0).length;
    await client.until(() => client.packets(0).length > received);
  });
});

describe('wrong-password', () => {
  it('denies everyone, in mid-session too', async () => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'wrong-password' });
    expect((await client.request('GET_PARAMETER', simulator.url(ONE))).status).toBe(401);
    const newcomer = await simulator.connect();
    expect((await newcomer.request('DESCRIBE', simulator.url(ONE))).status).toBe(401);
    expect((await newcomer.request('OPTIONS', simulator.url(ONE))).status).toBe(200);
  });
});

describe('drop', () => {
  it('leaves holes in the sequence numbers', async () => {
    const client = await simulator.watch(ONE);
    await simulator.fault({ code: ONE, fault: 'drop', percent: 50 });
    const start = client.packets(0).length;
    await client.until(() => client.packets(0).length > start + 20);
    const sequences = client
      .packets(0)
      .slice(start)
      .map((packet) => parseRtp(packet).sequence);
    expect(((sequences.at(-1) ?? 0) - (sequences[0] ?? 0) + 65_536) % 65_536).toBeGreaterThan(
      sequences.length,
    );
  });
});

describe('garbage', () => {
  it('puts bytes between the frames and breaks NAL units', async () => {
    const client = await simulator.watch(ONE, 'main');
    expect(client.strayBytes).toBe(0);
    await simulator.fault({ code: ONE, fault: 'garbage', percent: 60 });
    await client.until(() => client.strayBytes > 200);
    const start = client.packets(0).length;
    await client.until(() => client.packets(0).length > start + 20);
    const known = [1, 5, 6, 7, 8, 9, 24, 28];
    const types = client
      .packets(0)
      .slice(start)
      .map((packet) => (packet[12] ?? 0) & 0x1f);
    expect(types.some((type) => !known.includes(type))).toBe(true);
  });
});

describe('slow', () => {
  it('shows what was on some time ago', async () => {
    await simulator.fault({ code: ONE, fault: 'slow', delayMs: 700 });
    const client = await simulator.watch(ONE);
    await client.until(() => client.packets(0).some((packet) => parseRtp(packet).marker));
    const accessUnit = client
      .packets(0)
      .slice(0, client.packets(0).findIndex((packet) => parseRtp(packet).marker) + 1);
    const capturedAtMs = (findCaptureTime(depacketise(accessUnit)) ?? 0) / 1000;
    expect(Date.now() - capturedAtMs).toBeGreaterThanOrEqual(700);
    expect(Date.now() - capturedAtMs).toBeLessThan(60_000);
  });
});

describe('control API', () => {
  it('lists what was set and clears it', async () => {
    expect((await simulator.fault({ code: ONE, fault: 'slow', bitsPerSecond: 64_000 })).status).toBe(200);
    const list = async () => (await fetch(`${simulator.controlUrl}/faults`)).json();
    expect(await list()).toEqual({
      faults: [{ code: ONE, fault: 'slow', delayMs: 2_000, bitsPerSecond: 64_000 }],
    });
    const deleted = await fetch(`${simulator.controlUrl}/faults/${ONE}`, { method: 'DELETE' });
    expect(deleted.status).toBe(204);
    expect(await list()).toEqual({ faults: [] });
  });

  it('refuses what it does not understand', async () => {
    expect((await simulator.fault({ code: ONE, fault: 'explode' })).status).toBe(400);
    expect((await simulator.fault({ code: '123', fault: 'stop' })).status).toBe(400);
    expect((await simulator.fault({ code: '9'.repeat(20), fault: 'stop' })).status).toBe(404);
    const form = await fetch(`${simulator.controlUrl}/faults`, { method: 'POST', body: '{}' });
    expect(form.status).toBe(415);
  });

  it('shows who watches what, and that it is well', async () => {
    const client = await simulator.watch(ONE, 'main');
    expect(depacketise(client.packets(0).slice(0, 1))).not.toEqual([]);
    const { cameras } = (await (await fetch(`${simulator.controlUrl}/cameras`)).json()) as {
      cameras: object[];
    };
    expect(cameras).toContainEqual({
      code: ONE,
      clip: expect.any(String),
      fault: null,
      viewers: expect.arrayContaining([{ profile: 'main', transport: 'tcp', packetsLost: null }]),
    });
    expect((await fetch(`${simulator.controlUrl}/healthz`)).status).toBe(200);
  });
});
