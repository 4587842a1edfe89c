import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeedFrame, feedGapSchema } from '#core/contracts';
import { ok } from '#core/kit';
import type { AcquireFeed } from './feed-connection.ts';
import { StreamFeed } from './stream-feed.ts';
import { initOf, LIMIT, partOf, stage, text, type Wire } from './testing/stage.ts';

const shape = (frames: readonly FeedFrame[]) =>
  frames.map(({ type, sequence, keyFrame, discontinuity }) =>
    [type, sequence, ...(keyFrame ? ['key'] : []), ...(discontinuity ? ['discontinuity'] : [])].join(' '),
  );

describe('feed subscription', () => {
  it('gets the init segment and everything since the last key frame at once, then each part', async () => {
    const { feed, wire, subscribe } = stage();
    feed.init(initOf(0));
    for (const [sequence, key] of [true, false, true, false].entries()) feed.part(partOf(sequence, key));
    await subscribe(7);
    feed.part(partOf(4, false));
    expect(shape(wire.frames)).toEqual(['init 0', 'part 1 key', 'part 2', 'part 3']);
    expect(wire.frames[1]).toMatchObject({
      streamId: 7,
      capturedAtUs: 1_700_000_000_000_002,
      durationUs: 200_000,
    });
  });

  it('shares the bytes of a part among viewers', async () => {
    const { feed, wire, subscribe } = stage();
    feed.init(initOf(0));
    await subscribe(1);
    await subscribe(2);
    const part = partOf(0, true);
    feed.part(part);
    expect(wire.payloads.filter((payload) => payload === part.bytes)).toHaveLength(2);
  });

  it('waits for a key frame when it came in between two', async () => {
    const { feed, wire, subscribe } = stage();
    feed.init(initOf(0));
    await subscribe(1);
    feed.part(partOf(0, false));
    feed.part(partOf(1, true));
    expect(shape(wire.frames)).toEqual(['init 0', 'part 1 key']);
  });

  it('sends a new init segment before the first part that needs it', async () => {
    const { feed, wire, subscribe } = stage();
    feed.init(initOf(0));
    feed.part(partOf(0, true));
    await subscribe(1);
    feed.init(initOf(1));
    feed.part({ ...partOf(1, true, 1), discontinuity: true });
    expect(shape(wire.frames)).toEqual(['init 0', 'part 1 key', 'init 2', 'part 3 key discontinuity']);
    expect([...(wire.frames[2]?.payload ?? [])]).toEqual([1]);
  });

  it('F3 skips to the next key frame when the client is slow, with a hole and a discontinuity', async () => {
    const { feed, wire, subscribe, counters } = stage();
    feed.init(initOf(0));
    await subscribe(1);
    feed.part(partOf(0, true));
    wire.bufferedBytes = LIMIT + 1;
    feed.part(partOf(1, false));
    wire.bufferedBytes = 0;
    feed.part(partOf(2, false)); // there is room again, but what it depends on was skipped
    feed.part(partOf(3, true));
    feed.part(partOf(4, false));
    expect(shape(wire.frames)).toEqual(['init 0', 'part 1 key', 'part 4 key discontinuity', 'part 5']);
    expect(counters.framesSkipped).toBe(2);
  });
});

describe('feed gaps and slow clients', () => {
  it('tells why no pictures flow, those who come later too, until they do', async () => {
    const { feed, wire, subscribe } = stage();
    const gap = { state: 'backing_off', reason: 'timeout', attempt: 3, retryInMs: 4000 } as const;
    await subscribe(1);
    feed.status(gap);
    await subscribe(2);
    feed.init(initOf(0));
    feed.status({ state: 'live', reason: null, attempt: 0, retryInMs: null });
    feed.part(partOf(0, true));
    await subscribe(3);
    const gaps = wire.frames.filter((frame) => frame.type === 'gap');
    expect(gaps.map((frame) => [frame.streamId, feedGapSchema.parse(text(frame.payload))])).toEqual([
      [1, gap],
      [2, gap],
    ]);
  });

  it('keeps the word about a gap until a slow client has room for it', async () => {
    const { feed, wire, subscribe, clock } = stage();
    await subscribe(1);
    wire.bufferedBytes = LIMIT + 1;
    for (let attempt = 0; attempt < 500; attempt++) {
      feed.status({ state: 'connecting', reason: null, attempt, retryInMs: null });
    }
    expect(wire.frames).toEqual([]);
    wire.bufferedBytes = 0;
    clock.advance(5000);
    expect(wire.frames.map((frame) => feedGapSchema.parse(text(frame.payload)).attempt)).toEqual([499]);
  });

  it('P3 whatever comes and however slow the client is: decodable, in order, holes told, memory bounded', () => {
    const act = fc.oneof(
      { weight: 10, arbitrary: fc.record({ type: fc.constant('part' as const), key: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('init' as const) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('read' as const), reading: fc.boolean() }) },
    );
    return fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 150 }), async (acts) => {
        const { feed, wire, subscribe, counters } = stage();
        let initId = 0;
        let sequence = 0;
        feed.init(initOf(0));
        await subscribe(1);
        let fresh = true;
        for (const each of acts) {
          if (each.type === 'read') {
            wire.reading = each.reading;
            if (each.reading) wire.bufferedBytes = 0;
          } else if (each.type === 'init') {
            initId += 1;
            fresh = true;
            feed.init(initOf(initId));
          } else {
            feed.part(partOf(sequence++, each.key || fresh, initId));
            fresh = false;
          }
          expect(wire.bufferedBytes).toBeLessThan(LIMIT + 800);
        }
        expectDecodable(wire, counters.framesSkipped);
      }),
    );
  });
});

/** F1, F2, F4: what a client can make of the frames it got. */
function expectDecodable(wire: Wire, skipped: number): void {
  let previous = -1;
  let previousPart = -1;
  let holes = 0;
  for (const frame of wire.frames) {
    const hole = frame.sequence - previous - 1;
    holes += hole;
    if (frame.type === 'part') {
      const sent = frame.payload[0] ?? 0;
      if (previousPart < 0 || sent !== (previousPart + 1) % 256) expect(frame.keyFrame).toBe(true);
      previousPart = sent;
    }
    expect(hole).toBeGreaterThanOrEqual(0);
    previous = frame.sequence;
  }
  // Frames skipped after the last one sent leave no hole yet.
  expect(holes).toBeLessThanOrEqual(skipped);
}

describe('feed tickets', () => {
  it.each([
    ['expired', { lifetimeMs: 0 }, 'unauthorized'],
    ['for another camera', { cameraId: 'cam_2' }, 'not_found'],
    ['for another profile', { profile: 'sub' as const }, 'not_found'],
  ])('a ticket %s ends the subscription', async (_, with_, code) => {
    const { subscribe, ends, leases } = stage();
    await subscribe(4, with_);
    expect(ends()).toEqual([[4, code]]);
    expect(leases()).toBe(0);
  });

  it('a forged ticket ends it too', async () => {
    const { say, ends, ticket } = stage();
    const forged = `${ticket().slice(0, -2)}AA`;
    await say({ op: 'subscribe', stream: 4, cameraId: 'cam_1', profile: 'main', ticket: forged });
    expect(ends()).toEqual([[4, 'unauthorized']]);
  });

  it('an unknown camera with a good ticket is not found', async () => {
    const { subscribe, ends } = stage();
    await subscribe(4, { cameraId: 'cam_2' }, 'cam_2');
    expect(ends()).toEqual([[4, 'not_found']]);
  });

  it('ends with its ticket unless renewed in time', async () => {
    const { subscribe, say, ticket, clock, ends, leases, feed, wire, connection } = stage();
    feed.init(initOf(0));
    await subscribe(1);
    await subscribe(2);
    clock.advance(29_000);
    await say({ op: 'renew', stream: 1, ticket: ticket() });
    clock.advance(29_000);
    connection.heard();
    clock.advance(1_999);
    expect(ends()).toEqual([]);
    clock.advance(1);
    expect(ends()).toEqual([[2, 'unauthorized']]);
    expect(leases()).toBe(1);
    feed.part(partOf(0, true));
    expect(wire.frames.filter((frame) => frame.type === 'part').map((frame) => frame.streamId)).toEqual([1]);
  });

  it('a renewal for another camera ends the stream, one for a stream that is gone does nothing', async () => {
    const { subscribe, say, ticket, ends } = stage();
    await subscribe(1);
    await say({ op: 'renew', stream: 9, ticket: ticket() });
    await say({ op: 'renew', stream: 1, ticket: ticket({ cameraId: 'cam_2' }) });
    expect(ends()).toEqual([[1, 'not_found']]);
  });
});

describe('feed connection', () => {
  it.each([
    ['no JSON', '{'],
    ['an unknown op', '{"op":"restart"}'],
    [
      'a prototype as camera',
      '{"op":"subscribe","stream":1,"cameraId":"__proto__","profile":"main","ticket":"x"}',
    ],
    ['a stream id out of range', '{"op":"unsubscribe","stream":-1}'],
  ])('%s closes it', async (_, message) => {
    const { connection, wire, leases, subscribe, clock } = stage();
    await subscribe(1);
    connection.message(message);
    expect(wire.closed).toBe('1008 malformed request');
    expect(leases()).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('a stream id used twice closes it', async () => {
    const { subscribe, wire } = stage();
    await subscribe(1);
    await subscribe(1);
    expect(wire.closed).toBe('1008 stream id in use');
  });

  it('gives no more streams than its limit', async () => {
    const { subscribe, say, ends, leases } = stage();
    for (const stream of [1, 2, 3, 4]) await subscribe(stream);
    expect(ends()).toEqual([[4, 'overloaded']]);
    await say({ op: 'unsubscribe', stream: 2 });
    await subscribe(5);
    expect(leases()).toBe(3);
  });
});

describe("feed connection's end", () => {
  it('gives a lease back that comes after the client has gone', async () => {
    let released = 0;
    let grant = () => {};
    const feed = new StreamFeed();
    const slow: AcquireFeed = () =>
      new Promise((resolve) => {
        grant = () => resolve(ok({ feed, release: () => released++ }));
      });
    const { subscribe, connection } = stage(slow);
    await subscribe(1);
    connection.disconnected();
    grant();
    await Promise.resolve();
    await Promise.resolve();
    expect(released).toBe(1);
    expect(feed.viewers).toBe(0);
  });

  it('drops a client that reads nothing, and one that says nothing', async () => {
    const stuck = stage();
    stuck.wire.bufferedBytes = LIMIT + 1;
    for (let s = 0; s < 15; s += 5) {
      stuck.connection.heard();
      stuck.clock.advance(5000);
    }
    expect(stuck.wire.closed).toBe('terminated');
    const silent = stage();
    silent.clock.advance(29_999);
    expect([silent.wire.closed, silent.wire.pings]).toEqual([null, 5]);
    silent.clock.advance(1);
    expect(silent.wire.closed).toBe('terminated');
    expect(silent.clock.pending).toBe(0);
  });

  it('keeps a client that is slow but reads', async () => {
    const { wire, clock, connection } = stage();
    for (let s = 0; s < 120; s += 5) {
      wire.bufferedBytes = s % 10 === 0 ? LIMIT + 1 : 0;
      connection.heard();
      clock.advance(5000);
    }
    expect(wire.closed).toBeNull();
  });

  it('says so when the gateway stops or a stream is closed', async () => {
    const { subscribe, feed, connection, ends, wire, leases } = stage();
    await subscribe(1);
    feed.close();
    await subscribe(2);
    expect(ends()).toEqual([
      [1, 'shutting_down'],
      [2, 'shutting_down'],
    ]);
    connection.shutDown();
    expect(wire.closed).toBe('1001 shutting down');
    expect(leases()).toBe(0);
  });
});
