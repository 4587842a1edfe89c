import { expect, test, vi } from 'vitest';
import type { StreamTicket, StreamTicketRequest } from '#core/contracts';
import { type CameraId, ManualClock } from '#core/kit';
import { type TicketState, TicketStore } from './ticket-store.ts';

type Streams = StreamTicketRequest['streams'];
const stream = (n: number) => ({ cameraId: `cam_${n}` as CameraId, profile: 'sub' as const });
const LIFETIME_MS = 60_000;

function setUp(request: (streams: Streams) => Promise<readonly StreamTicket[]>) {
  const clock = new ManualClock();
  const asked = vi.fn(request);
  const store = new TicketStore({
    clock,
    serverNow: () => clock.now(),
    random: () => 1,
    request: asked,
    statusOf: (error) => (typeof error === 'number' ? error : 0),
  });
  const issue = (streams: Streams) =>
    streams.map(
      (name): StreamTicket => ({
        ...name,
        ticket: `t${clock.monotonicMs()}`,
        expiresAtMs: clock.now() + LIFETIME_MS,
        playlistUrl: 'http://gateway/index.m3u8',
        feedUrl: 'ws://gateway/feed',
      }),
    );
  return { clock, asked, store, issue };
}

const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

/** Sets up a store whose server answers at once with fresh tickets. */
function generous() {
  const parts: { issue?: (streams: Streams) => StreamTicket[] } = {};
  const made = setUp(async (streams) => parts.issue?.(streams) ?? []);
  parts.issue = made.issue;
  return made;
}

test('wishes of one moment go out as one request', async () => {
  const { clock, asked, store } = generous();
  const states: TicketState[] = [];
  for (let n = 0; n < 9; n++) store.hold(stream(n), (state) => states.push(state));
  clock.advance(10);
  await settle();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls[0]?.[0]).toHaveLength(9);
  expect(states.filter((state) => state.state === 'valid')).toHaveLength(9);
});

test('S2 tickets that were taken back at one moment are asked for together, not at once', async () => {
  const { clock, asked, store } = generous();
  for (let n = 0; n < 9; n++) store.hold(stream(n), () => {});
  clock.advance(10);
  await settle();
  for (let n = 0; n < 9; n++) {
    store.renewRevoked(stream(n));
    clock.advance(50);
  }
  clock.advance(2_200 - 9 * 50 - 1);
  expect(asked).toHaveBeenCalledTimes(1);
  clock.advance(1);
  await settle();
  expect(asked).toHaveBeenCalledTimes(2);
  expect(asked.mock.calls[1]?.[0]).toHaveLength(9);
});

test('more than the contract allows is split', async () => {
  const { clock, asked, store } = generous();
  for (let n = 0; n < 70; n++) store.hold(stream(n), () => {});
  clock.advance(10);
  await settle();
  expect(asked.mock.calls.map(([streams]) => streams.length)).toEqual([64, 6]);
});

test('a ticket is renewed at half of its life, and what falls due soon goes along', async () => {
  const { clock, asked, store } = generous();
  store.hold(stream(1), () => {});
  clock.advance(10);
  await settle();
  clock.advance(3_000);
  store.hold(stream(2), () => {});
  clock.advance(10);
  await settle();
  clock.advance(LIFETIME_MS / 2 - 3_010 - 1);
  expect(asked).toHaveBeenCalledTimes(2);
  clock.advance(1);
  await settle();
  expect(asked.mock.calls[2]?.[0]).toHaveLength(2);
});

test('a stream nobody holds is not renewed', async () => {
  const { clock, asked, store } = generous();
  const release = store.hold(stream(1), () => {});
  clock.advance(10);
  await settle();
  release();
  clock.advance(LIFETIME_MS);
  await settle();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(clock.pending).toBe(0);
});

test('one foreign stream in a request does not keep the others dark', async () => {
  const parts: { issue?: (streams: Streams) => StreamTicket[] } = {};
  const { clock, store, issue } = setUp((streams) =>
    streams.some((name) => name.cameraId === 'cam_1')
      ? Promise.reject(404)
      : Promise.resolve(parts.issue?.(streams) ?? []),
  );
  parts.issue = issue;
  const states = new Map<number, string>();
  for (const n of [0, 1, 2]) store.hold(stream(n), (state) => states.set(n, state.state));
  clock.advance(10);
  await settle();
  expect([...states.values()]).toEqual(['valid', 'refused', 'valid']);
});

test('when the server is away it asks again, later and later, and old tickets stay', async () => {
  let away = false;
  const parts: { issue?: (streams: Streams) => StreamTicket[] } = {};
  const { clock, asked, store, issue } = setUp((streams) =>
    away ? Promise.reject(0) : Promise.resolve(parts.issue?.(streams) ?? []),
  );
  parts.issue = issue;
  store.hold(stream(1), () => {});
  clock.advance(10);
  await settle();
  away = true;
  clock.advance(LIFETIME_MS / 2);
  await settle();
  expect(store.newest(stream(1))).not.toBeNull();
  clock.advance(500);
  await settle();
  clock.advance(999);
  await settle();
  expect(asked).toHaveBeenCalledTimes(3);
  clock.advance(1);
  await settle();
  expect(asked).toHaveBeenCalledTimes(4);
});

test('renew asks at once, but not twice at the same time', async () => {
  const { clock, asked, store } = generous();
  store.hold(stream(1), () => {});
  clock.advance(10);
  await settle();
  store.renew(stream(1));
  store.renew(stream(1));
  clock.advance(10);
  await settle();
  expect(asked).toHaveBeenCalledTimes(2);
});
