import { expect, test } from 'vitest';
import { ManualClock } from '#core/kit';
import { ServerClock } from './server-clock.ts';

const SERVER = 1_800_000_000_000;

test('before the first comparison the own clock counts', () => {
  const clock = new ManualClock(5_000);
  expect(new ServerClock(clock).now()).toBe(5_000);
});

test('half the round trip is taken off, and time goes on by the monotonic clock', () => {
  const clock = new ManualClock(0);
  const server = new ServerClock(clock);
  clock.advance(200);
  server.learn({ sentAtMs: 100, receivedAtMs: 200, serverTimeMs: SERVER });
  expect(server.now()).toBe(SERVER + 50);
  clock.advance(1_000);
  expect(server.now()).toBe(SERVER + 1_050);
});

test('a slow answer does not spoil a good estimate', () => {
  const clock = new ManualClock(0);
  const server = new ServerClock(clock);
  server.learn({ sentAtMs: 0, receivedAtMs: 10, serverTimeMs: SERVER });
  const before = server.now();
  server.learn({ sentAtMs: 20, receivedAtMs: 3_020, serverTimeMs: SERVER + 2_900 });
  expect(server.now()).toBe(before);
});

test('an estimate grows old: after hours a slower answer is believed again', () => {
  const clock = new ManualClock(0);
  const server = new ServerClock(clock);
  server.learn({ sentAtMs: 0, receivedAtMs: 10, serverTimeMs: SERVER });
  const hourMs = 3_600_000;
  clock.advance(hourMs);
  server.learn({ sentAtMs: hourMs - 100, receivedAtMs: hourMs, serverTimeMs: SERVER + hourMs + 500 });
  expect(server.now()).toBe(SERVER + hourMs + 550);
});
