import { expect, test } from 'vitest';
import type { FeedEnd, FeedFrame, FeedGap } from '#core/contracts';
import { type CameraId, ManualClock } from '#core/kit';
import { FeedHub } from '../feed/index.ts';
import { FakeGateway } from '../feed/testing/fake-gateway.ts';
import { type FeedSink, FeedSource } from './feed-source.ts';
import type { SinkFailure, SourceEvent } from './picture-source.ts';
import { StartQueue } from './start-queue.ts';
import { TicketStore } from './ticket-store.ts';

const name = { cameraId: 'cam_1' as CameraId, profile: 'sub' } as const;
const json = (value: FeedGap | FeedEnd) => new TextEncoder().encode(JSON.stringify(value));

/** Remembers what it was given to play, and can be made to fail. */
class FakeSink implements FeedSink {
  readonly frames: FeedFrame[] = [];
  isDisposed = false;
  readonly fail: (failure: SinkFailure) => void;
  constructor(fail: (failure: SinkFailure) => void) {
    this.fail = fail;
  }
  push(frame: FeedFrame) {
    this.frames.push(frame);
  }
  captureAt() {
    return null;
  }
  hasSound() {
    return false;
  }
  newestArrivedMs() {
    return null;
  }
  dispose() {
    this.isDisposed = true;
  }
}

function setUp() {
  const clock = new ManualClock();
  const random = () => 1;
  const gateway = new FakeGateway();
  const where = { feedUrl: 'ws://a/feed', isRefused: false };
  const tickets = new TicketStore({
    clock,
    random,
    serverNow: () => clock.now(),
    statusOf: () => 404,
    request: async (streams) => {
      if (where.isRefused) throw new Error('refused');
      const { feedUrl } = where;
      const expiresAtMs = clock.now() + 60_000;
      const ticket = `ticket at ${clock.monotonicMs()}`;
      return streams.map((stream) => ({ ...stream, ticket, expiresAtMs, feedUrl, playlistUrl: 'http://a/' }));
    },
  });
  const feeds = new FeedHub({ openSocket: gateway.open, clock, random });
  const sinks: FakeSink[] = [];
  const events: SourceEvent['type'][] = [];
  const source = new FeedSource({
    name,
    services: { clock, random, serverNow: () => clock.now(), tickets, feeds, starts: new StartQueue(clock) },
    openSink: (onFailure) => {
      const sink = new FakeSink(onFailure);
      sinks.push(sink);
      return sink;
    },
    onEvent: (event) => events.push(event.type),
  });
  const advance = async (ms: number) => {
    clock.advance(ms);
    for (let n = 0; n < 8; n++) await Promise.resolve();
  };
  return { clock, gateway, where, sinks, events, source, advance };
}

/** Up to the first key frame on screen. */
async function playing() {
  const made = setUp();
  await made.advance(10);
  made.gateway.latest.handlers.onOpen();
  made.gateway.send({ streamId: 1, type: 'init', sequence: 0 });
  made.gateway.send({ streamId: 1, keyFrame: true, sequence: 1 });
  return made;
}

const ops = (gateway: FakeGateway) => gateway.latest.sent.map((request) => request.op);

test('ticket, subscription, init, key frame: the sink plays', async () => {
  const { gateway, sinks } = await playing();
  expect(ops(gateway)).toEqual(['subscribe']);
  expect(sinks[0]?.frames.map((frame) => frame.type)).toEqual(['init', 'part']);
});

test('a newer ticket is handed on without a new subscription', async () => {
  const { gateway, advance } = await playing();
  // The camera pauses: without it the silence of thirty seconds would be taken for a dead socket.
  gateway.send({ streamId: 1, type: 'gap', sequence: 2 });
  await advance(30_000);
  expect(gateway.latest.sent.at(-1)).toMatchObject({ op: 'renew', ticket: 'ticket at 30010' });
});

test('parts after a hole wait for a key frame', async () => {
  const { gateway, sinks } = await playing();
  for (const [sequence, keyFrame] of [
    [2, false],
    [5, false],
    [6, true],
  ] as const) {
    gateway.send({ streamId: 1, sequence, keyFrame });
  }
  expect(sinks[0]?.frames.map((frame) => frame.sequence)).toEqual([0, 1, 2, 6]);
});

test('a gap is told, and takes its number', async () => {
  const { gateway, sinks, events } = await playing();
  const gap = { state: 'backing_off', reason: 'timeout', attempt: 1, retryInMs: 500 } as const;
  gateway.send({ streamId: 1, type: 'gap', sequence: 2 }, json(gap));
  gateway.send({ streamId: 1, sequence: 3 });
  expect(events.at(-1)).toBe('gap');
  expect(sinks[0]?.frames).toHaveLength(3);
});

test('a sink that gives up is replaced, from a fresh subscription, after a moment', async () => {
  const { gateway, sinks, events, advance } = await playing();
  sinks[0]?.fail('broken');
  expect(events).not.toContain('unplayable');
  expect(sinks[0]?.isDisposed).toBe(true);
  expect(ops(gateway)).toEqual(['subscribe', 'unsubscribe']);
  await advance(500);
  gateway.send({ streamId: 2, type: 'init', sequence: 0 });
  expect(sinks[1]?.frames).toHaveLength(1);
});

test('a codec that cannot be played is told, and tried again: the camera may be set to another', async () => {
  const { gateway, sinks, events, advance } = await playing();
  sinks[0]?.fail('unplayable');
  expect(events.at(-1)).toBe('unplayable');
  await advance(500);
  expect(ops(gateway)).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
});

test('an expired ticket is replaced and the stream asked for again', async () => {
  const { gateway, advance } = await playing();
  gateway.send({ streamId: 1, type: 'end', sequence: 2 }, json({ code: 'unauthorized' }));
  await advance(10);
  expect(ops(gateway)).toEqual(['subscribe', 'subscribe']);
});

test('S2 a ticket that was taken back is replaced a moment later; a stream that is refused then says so', async () => {
  const { gateway, where, events, advance } = await playing();
  gateway.send({ streamId: 1, type: 'end', sequence: 2 }, json({ code: 'revoked' }));
  await advance(2_199);
  expect(ops(gateway)).toEqual(['subscribe']);
  await advance(1);
  expect(ops(gateway)).toEqual(['subscribe', 'subscribe']);
  where.isRefused = true;
  gateway.send({ streamId: 1, type: 'end', sequence: 0 }, json({ code: 'revoked' }));
  await advance(2_200);
  expect(events.at(-1)).toBe('refused');
  await advance(30_000);
  expect(ops(gateway)).toEqual(['subscribe', 'subscribe']);
});

test('an overloaded gateway is left in peace for a moment', async () => {
  const { gateway, advance } = await playing();
  gateway.send({ streamId: 1, type: 'end', sequence: 2 }, json({ code: 'overloaded' }));
  await advance(499);
  expect(ops(gateway)).toEqual(['subscribe']);
  await advance(11);
  await advance(10);
  expect(ops(gateway)).toEqual(['subscribe', 'subscribe']);
});

test('after a lost socket a new ticket may name another gateway, and the stream moves there', async () => {
  const { gateway, where, advance } = await playing();
  where.feedUrl = 'ws://b/feed';
  gateway.latest.handlers.onClose();
  await advance(10);
  expect(gateway.sockets).toHaveLength(2);
  gateway.latest.handlers.onOpen();
  expect(ops(gateway)).toEqual(['subscribe']);
});

test('a stream that is not for this user is told as refused', async () => {
  const { where, events, advance } = setUp();
  where.isRefused = true;
  await advance(10);
  expect(events).toEqual(['refused']);
});

test('a gateway that cannot be reached is told, so that another way can be tried', async () => {
  const { gateway, events, advance } = setUp();
  await advance(10);
  for (const delayMs of [500, 1_000, 2_000]) {
    gateway.latest.handlers.onClose();
    await advance(delayMs);
  }
  expect(events).toContain('unavailable');
});

test('after dispose nothing is left running', async () => {
  const { clock, source, sinks, advance } = await playing();
  source.dispose();
  await advance(120_000);
  expect(sinks[0]?.isDisposed).toBe(true);
  expect(clock.pending).toBe(0);
});
