import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CameraId, ManualClock } from '#core/kit';
import { FeedHub } from '../feed/index.ts';
import type { OpenSource, Transport } from './picture.ts';
import type { SourceEvent } from './picture-source.ts';
import { StartQueue } from './start-queue.ts';
import { TicketStore } from './ticket-store.ts';
import { TilePlayer } from './tile-player.ts';

/** As much of a video element as a picture uses. */
class FakeVideo {
  readonly dataset: Record<string, string> = {};
  muted = true;
  videoWidth = 640;
  videoHeight = 360;
  isAttached = false;
  #onFrame: ((now: number, metadata: { mediaTime: number }) => void) | null = null;
  setAttribute() {}
  requestVideoFrameCallback(callback: (now: number, metadata: { mediaTime: number }) => void) {
    this.#onFrame = callback;
    return 1;
  }
  cancelVideoFrameCallback() {
    this.#onFrame = null;
  }
  remove() {
    this.isAttached = false;
  }
  present(mediaTime: number) {
    this.#onFrame?.(0, { mediaTime });
  }
}

interface Opened {
  readonly transport: Transport;
  readonly profile: string;
  readonly tell: (event: SourceEvent) => void;
  isDisposed: boolean;
}

let videos: FakeVideo[] = [];
const onScreen = () => videos.filter((video) => video.isAttached);

beforeEach(() => {
  videos = [];
  vi.stubGlobal('document', {
    createElement: () => {
      const video = new FakeVideo();
      videos.push(video);
      return video;
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

function setUp() {
  const clock = new ManualClock(1_000_000);
  const opened: Opened[] = [];
  const openSource: OpenSource = (transport, { name, onEvent }) => {
    const source = { transport, profile: name.profile, tell: onEvent, isDisposed: false };
    opened.push(source);
    return {
      // Media time counts from the start of the clock.
      captureAt: (mediaTimeS) => 1_000_000 + mediaTimeS * 1_000,
      newestArrivedMs: () => null,
      hasSound: () => transport === 'hls',
      dispose: () => {
        source.isDisposed = true;
      },
    };
  };
  const host = { append: (video: FakeVideo) => (video.isAttached = true) } as unknown as HTMLElement;
  const random = () => 1;
  const serverNow = () => clock.now();
  const player = new TilePlayer({
    cameraId: 'cam_1' as CameraId,
    host,
    openSource,
    health: () => ({ state: 'unknown' }),
    services: {
      clock,
      random,
      serverNow,
      tickets: new TicketStore({ clock, random, serverNow, request: async () => [], statusOf: () => 0 }),
      feeds: new FeedHub({ clock, random, openSocket: () => ({ send: () => {}, close: () => {} }) }),
      starts: new StartQueue(clock),
    },
  });
  const state = () => {
    player.refresh();
    return player.view.get().picture.state;
  };
  return { clock, opened, player, state };
}

/** A tile with the small stream on screen. */
function playing() {
  const made = setUp();
  made.player.show('sub', 'feed');
  made.clock.advance(0);
  videos[0]?.present(0);
  return made;
}

test('connecting, live, and stale when no new picture is presented, whatever the source says', () => {
  const { clock, player, state, opened } = setUp();
  player.show('sub', 'feed');
  expect(state()).toBe('connecting');
  clock.advance(0);
  videos[0]?.present(0);
  expect([state(), videos[0]?.dataset.state]).toEqual(['live', 'live']);
  clock.advance(4_001);
  opened[0]?.tell({ type: 'allowed' });
  expect([state(), videos[0]?.dataset.state]).toEqual(['stale', 'stale']);
  videos[0]?.present(4.0);
  expect(state()).toBe('live');
});

test('an old picture that is presented again does not make the tile younger', () => {
  const { clock, state } = playing();
  clock.advance(10_000);
  videos[0]?.present(0.04);
  expect(state()).toBe('stale');
});

test('the small stream plays on until the large one has its first picture', () => {
  const { clock, player, opened } = playing();
  player.show('main', 'hls');
  clock.advance(100);
  expect(onScreen()).toHaveLength(2);
  expect([opened[0]?.isDisposed, player.view.get().profile]).toEqual([false, 'sub']);
  videos[1]?.present(0.1);
  expect(onScreen()).toEqual([videos[1]]);
  expect([opened[0]?.isDisposed, player.view.get().profile]).toEqual([true, 'main']);
});

test('sound is off until it is wanted, and then that of the picture in front', () => {
  const { clock, player } = playing();
  const heard = () => videos.filter((video) => !video.muted);
  expect([player.view.get().hasSound, heard()]).toEqual([false, []]);
  player.listen(true);
  expect(heard()).toEqual([videos[0]]);
  player.show('main', 'hls');
  clock.advance(100);
  expect(videos[1]?.muted).toBe(true);
  videos[1]?.present(0.1);
  expect([player.view.get().hasSound, videos[1]?.muted]).toEqual([true, false]);
  player.listen(false);
  expect(videos[1]?.muted).toBe(true);
});

test('back before the large one came: it is dropped and nothing flickers', () => {
  const { clock, player, opened } = playing();
  player.show('main', 'hls');
  clock.advance(100);
  player.show('sub', 'feed');
  expect(onScreen()).toEqual([videos[0]]);
  expect(opened.map((source) => source.isDisposed)).toEqual([false, true]);
});

test('where the feed cannot be reached LL-HLS takes over, and the feed is tried again later', () => {
  const { clock, player, opened } = setUp();
  player.show('sub', 'feed');
  clock.advance(0);
  opened[0]?.tell({ type: 'unavailable' });
  clock.advance(100);
  videos[1]?.present(0.1);
  expect(onScreen()).toEqual([videos[1]]);
  expect(opened.map((source) => source.transport)).toEqual(['feed', 'hls']);
  clock.advance(60_100);
  expect(opened.map((source) => source.transport)).toEqual(['feed', 'hls', 'feed']);
  expect(opened[1]?.isDisposed).toBe(false);
});

test('a suspended tile has no video, no source and no timer', () => {
  const { clock, player, opened, state } = playing();
  player.show('main', 'hls');
  clock.advance(100);
  player.suspend();
  expect(onScreen()).toEqual([]);
  expect(opened.every((source) => source.isDisposed)).toBe(true);
  expect(clock.pending).toBe(0);
  expect(state()).toBe('connecting');
});

test('a live picture does not make the view change with every tick', () => {
  const { clock, player } = playing();
  player.refresh();
  const before = player.view.get();
  for (let second = 1; second < 5; second++) {
    clock.advance(1_000);
    videos[0]?.present(second);
    player.refresh();
  }
  expect(player.view.get()).toBe(before);
});
