import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Log, ManualClock, systemClock } from '#core/kit';
import { ONE, startTestSimulator, type TestSimulator } from './testing/test-simulator.ts';

let simulator: TestSimulator;
afterEach(() => simulator.close());

describe('a client that does not read', () => {
  it('is cut off instead of being queued for without bound', async () => {
    const warned = Promise.withResolvers<string>();
    const log: Log = {
      debug: vi.fn(),
      info: vi.fn(),
      warn: (_, message) => warned.resolve(message),
      error: vi.fn(),
    };
    simulator = await startTestSimulator({ log, padToBitsPerSecond: { main: 400_000_000 } });
    const client = await simulator.watch(ONE, 'main');
    client.socket.pause();
    expect(await warned.promise).toBe('client too slow, cut off');
    client.socket.resume();
    await client.closed();
  });
});

describe('a client that gives no sign of life', () => {
  it('is cut off after its session’s timeout, and not while it sends receiver reports', async () => {
    const manual = new ManualClock(systemClock.now());
    simulator = await startTestSimulator({ clock: manual });
    const [silent, alive] = [await simulator.connect(), await simulator.connect()];
    for (const client of [silent, alive]) await client.play(simulator.url(ONE));

    manual.advance(40_000);
    const receiverReport = Buffer.from('2401000880c9000100000007', 'hex');
    alive.socket.write(receiverReport);
    expect((await alive.request('OPTIONS', simulator.url(ONE))).status).toBe(200);
    manual.advance(40_000);
    await silent.closed();
    expect((await alive.request('OPTIONS', simulator.url(ONE))).status).toBe(200);
  });
});

describe('a client that has played for longer than a nonce lives', () => {
  it('is asked to authenticate again, and plays on', async () => {
    const manual = new ManualClock(systemClock.now());
    simulator = await startTestSimulator({ clock: manual });
    const client = await simulator.connect();
    await client.play(simulator.url(ONE));
    for (let minutes = 0; minutes < 6; minutes++) {
      manual.advance(60_000);
      expect((await client.request('OPTIONS', simulator.url(ONE))).status).toBe(200);
    }
    const received = client.packets(0).length;
    expect((await client.request('GET_PARAMETER', simulator.url(ONE))).status).toBe(200);
    expect(client.challenges.map((challenge) => /stale=(\w+)/.exec(challenge)?.[1])).toEqual([
      'FALSE',
      'TRUE',
    ]);
    manual.advance(1_000);
    await client.until(() => client.packets(0).length > received);
  });
});
