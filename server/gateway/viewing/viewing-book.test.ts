import { describe, expect, it } from 'vitest';
import { type CameraId, ManualClock, type SessionId, type UserId } from '#core/kit';
import { type Viewer, ViewingBook } from './viewing-book.ts';
import type { Viewing } from './viewing-sink.ts';

const viewerOf = (session: number, camera = 1, profile: Viewer['profile'] = 'sub'): Viewer => ({
  ...{ sessionId: `ses_${session}` as SessionId, userId: 'usr_1' as UserId, address: '10.0.0.7' },
  ...{ cameraId: `cam_${camera}` as CameraId, profile },
});

function setUp(openMax = 100) {
  const clock = new ManualClock();
  const startMs = clock.now();
  const told: [string, string, number][] = [];
  const say =
    (what: string) =>
    (viewing: Viewing, toMs: number = viewing.fromMs) =>
      void told.push([what, `${viewing.sessionId}/${viewing.cameraId}/${viewing.profile}`, toMs - startMs]);
  const sink = { begun: say('begun'), ended: say('ended'), lost: say('lost') };
  const book = new ViewingBook({ sink, clock, openMax });
  /** Sends pictures as a stream does, five a second. */
  const watch = (viewer: Viewer, ms: number) => {
    const sent = book.recorder(viewer);
    for (let n = 0; n < ms / 200; n++) {
      sent();
      clock.advance(200);
    }
  };
  return { clock, book, told, watch };
}

describe('the book of viewings', () => {
  it('tells the first picture and the last, the end once no more has come', () => {
    const { clock, told, watch } = setUp();
    watch(viewerOf(1), 60_000);
    expect(told).toEqual([['begun', 'ses_1/cam_1/sub', 0]]);
    clock.advance(14_000);
    expect(told).toHaveLength(1);
    clock.advance(6_000);
    expect(told[1]).toEqual(['ended', 'ses_1/cam_1/sub', 59_800]);
    expect(clock.pending).toBe(0);
  });

  it('is one viewing in two windows, and when a tile comes back soon', () => {
    const { clock, book, told, watch } = setUp();
    const [feed, hls] = [book.recorder(viewerOf(1)), book.recorder(viewerOf(1))];
    feed();
    hls();
    clock.advance(12_000);
    watch(viewerOf(1), 1_000);
    expect(told).toHaveLength(1);
  });

  it('is another for another session, camera or profile, and after a pause', () => {
    const { clock, told, watch } = setUp();
    for (const viewer of [viewerOf(1), viewerOf(2), viewerOf(1, 2), viewerOf(1, 1, 'main')])
      watch(viewer, 200);
    expect(told).toHaveLength(4);
    clock.advance(20_000);
    watch(viewerOf(1), 200);
    expect(told.filter(([what]) => what === 'begun')).toHaveLength(5);
    expect(told.filter(([what]) => what === 'ended')).toHaveLength(4);
  });

  it('ends all when nothing more is sent, and leaves nothing running', () => {
    const { clock, book, told, watch } = setUp();
    watch(viewerOf(1), 400);
    book.close();
    expect(told[1]).toEqual(['ended', 'ses_1/cam_1/sub', 200]);
    expect([clock.pending, book.size]).toEqual([0, 0]);
  });

  it('keeps so many in mind and tells of each that it does not', () => {
    const { told, watch } = setUp(2);
    for (const session of [1, 2, 3]) watch(viewerOf(session), 200);
    expect(told.map(([what]) => what)).toEqual(['begun', 'begun', 'lost']);
  });
});
