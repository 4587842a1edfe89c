import { expect, test } from 'vitest';
import { type CameraId, ManualClock } from '#core/kit';
import { FeedHub } from './feed-hub.ts';
import type { FeedEvent } from './feed-subscription.ts';
import { FakeGateway } from './testing/fake-gateway.ts';

function setUp() {
  const clock = new ManualClock();
  const gateway = new FakeGateway();
  const hub = new FeedHub({ openSocket: gateway.open, clock, random: () => 1 });
  const events: FeedEvent[] = [];
  const want = (n: number, url = 'ws://a/feed') =>
    hub.subscribe(url, {
      cameraId: `cam_${n}` as CameraId,
      profile: 'sub',
      ticket: () => `ticket-${n}`,
      onEvent: (event) => events.push(event),
    });
  return { clock, gateway, events, want };
}

test('many tiles share one socket a gateway', () => {
  const { gateway, want } = setUp();
  want(1);
  want(2);
  want(3, 'ws://b/feed');
  expect(gateway.sockets).toHaveLength(2);
  gateway.sockets[0]?.handlers.onOpen();
  expect(gateway.sockets[0]?.sent.map((request) => request.op)).toEqual(['subscribe', 'subscribe']);
  want(4);
  expect(gateway.sockets[0]?.sent).toHaveLength(3);
});

test('frames reach the subscription they name, and no other', () => {
  const { gateway, events, want } = setUp();
  want(1);
  const second = want(2);
  gateway.latest.handlers.onOpen();
  const ids = gateway.latest.sent.map((request) => request.stream);
  gateway.send({ streamId: ids[1] ?? 0, type: 'init' });
  gateway.send({ streamId: 999 });
  expect(events).toHaveLength(1);
  second.close();
  gateway.send({ streamId: ids[1] ?? 0 });
  expect(events).toHaveLength(1);
});

test('gap and end are read, and rubbish in them is dropped', () => {
  const { gateway, events, want } = setUp();
  want(1);
  gateway.latest.handlers.onOpen();
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const gap = { state: 'backing_off', reason: 'timeout', attempt: 3, retryInMs: 8000 };
  gateway.send({ streamId: 1, type: 'gap' }, json(gap));
  gateway.send({ streamId: 1, type: 'gap' }, json({ state: 'asleep' }));
  gateway.send({ streamId: 1, type: 'end' }, json({ code: 'unauthorized' }));
  gateway.send({ streamId: 1, type: 'end' }, new Uint8Array([123]));
  expect(events).toEqual([
    { type: 'gap', gap, sequence: 0 },
    { type: 'end', code: 'unauthorized' },
  ]);
});

test('a lost socket comes back with a delay, and every stream is asked for again', () => {
  const { clock, gateway, events, want } = setUp();
  want(1);
  gateway.latest.handlers.onOpen();
  gateway.latest.handlers.onClose();
  expect(events).toEqual([{ type: 'lost', unavailable: false }]);
  clock.advance(499);
  expect(gateway.sockets).toHaveLength(1);
  clock.advance(1);
  expect(gateway.sockets).toHaveLength(2);
  gateway.latest.handlers.onOpen();
  expect(gateway.latest.sent).toEqual([
    { op: 'subscribe', stream: 1, cameraId: 'cam_1', profile: 'sub', ticket: 'ticket-1' },
  ]);
});

test('a gateway that never opens is called unavailable, and is still tried', () => {
  const { clock, gateway, events, want } = setUp();
  want(1);
  for (const delayMs of [500, 1_000, 2_000]) {
    gateway.latest.handlers.onClose();
    clock.advance(delayMs);
  }
  expect(events.at(-1)).toEqual({ type: 'lost', unavailable: true });
  expect(gateway.sockets).toHaveLength(4);
});

test('a gateway that was reached before is merely away: nobody is sent elsewhere', () => {
  const { clock, gateway, events, want } = setUp();
  want(1);
  gateway.latest.handlers.onOpen();
  for (const delayMs of [500, 1_000, 2_000, 4_000, 5_000]) {
    gateway.latest.handlers.onClose();
    clock.advance(delayMs);
  }
  expect(events.at(-1)).toEqual({ type: 'lost', unavailable: false });
  expect(gateway.sockets).toHaveLength(6);
});

test('the socket outlives a change of layout, not an empty wall', () => {
  const { clock, gateway, want } = setUp();
  const first = want(1);
  gateway.latest.handlers.onOpen();
  first.close();
  clock.advance(4_000);
  const second = want(2);
  clock.advance(10_000);
  expect(gateway.sockets).toHaveLength(1);
  second.close();
  clock.advance(5_000);
  expect(gateway.latest.closed).toBe(true);
  expect(clock.pending).toBe(0);
});

test('a socket that falls silent in mid-stream is opened anew; one that carries only gaps is left alone', () => {
  const { clock, gateway, events, want } = setUp();
  want(1);
  gateway.latest.handlers.onOpen();
  gateway.send({ streamId: 1, type: 'gap' });
  clock.advance(60_000);
  expect(gateway.latest.closed).toBe(false);
  gateway.send({ streamId: 1 });
  clock.advance(9_999);
  expect(gateway.latest.closed).toBe(false);
  clock.advance(1);
  expect(gateway.latest.closed).toBe(true);
  expect(events.at(-1)).toEqual({ type: 'lost', unavailable: false });
});
