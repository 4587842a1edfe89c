import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offlineReasons, streamStates } from '#core/camera';
import { type PictureFacts, pictureState, STALE_AFTER_MS } from './picture-state.ts';

const NOW = 1_700_000_000_000;
const facts = (changes: Partial<PictureFacts>): PictureFacts => ({
  lastCaptureMs: null,
  gap: null,
  gapAtMs: NOW,
  isRefused: false,
  isUnplayable: false,
  newestArrivedMs: null,
  health: { state: 'unknown' },
  ...changes,
});
const offline = {
  state: 'offline',
  sinceMs: NOW - 60_000,
  seenMs: NOW,
  witness: 'probe',
  reason: 'timeout',
} as const;
const backingOff = { state: 'backing_off', reason: 'refused', attempt: 3, retryInMs: 8_000 } as const;

test('P1 a fresh picture is live, also when the camera is called offline', () => {
  expect(pictureState(facts({ lastCaptureMs: NOW - 300, health: offline, gap: backingOff }), NOW).state).toBe(
    'live',
  );
});

test('P2 an old picture is stale, with the retry the gateway announced', () => {
  expect(pictureState(facts({ lastCaptureMs: NOW - 4_001, gap: backingOff }), NOW)).toEqual({
    state: 'stale',
    lastCaptureMs: NOW - 4_001,
    reason: 'refused',
    recovery: { kind: 'waiting', attempt: 3, untilMs: NOW + 8_000 },
  });
});

test('P2 and offline when the journal confirms it', () => {
  const state = pictureState(facts({ lastCaptureMs: NOW - 9_000, health: offline }), NOW);
  expect(state).toMatchObject({
    state: 'offline',
    sinceMs: NOW - 60_000,
    reason: 'timeout',
    recovery: null,
  });
});

test('P3 without a picture: connecting, until somebody knows better', () => {
  expect(pictureState(facts({}), NOW).state).toBe('connecting');
  expect(pictureState(facts({ gap: { ...backingOff, state: 'connecting' } }), NOW).state).toBe('connecting');
  expect(pictureState(facts({ gap: backingOff }), NOW).state).toBe('offline');
  expect(
    pictureState(facts({ gap: { ...backingOff, state: 'parked', retryInMs: null } }), NOW),
  ).toMatchObject({
    state: 'offline',
    recovery: { kind: 'parked' },
  });
});

test('P6 a codec that cannot be played here is told, unless a picture is live or the stream refused', () => {
  expect(pictureState(facts({ isUnplayable: true, health: offline }), NOW).state).toBe('unplayable');
  expect(pictureState(facts({ isUnplayable: true, isRefused: true }), NOW).state).toBe('refused');
  expect(pictureState(facts({ isUnplayable: true, lastCaptureMs: NOW }), NOW).state).toBe('live');
});

test('P4 a refusal is told, unless a picture is live', () => {
  expect(pictureState(facts({ isRefused: true, health: offline }), NOW).state).toBe('refused');
  expect(pictureState(facts({ isRefused: true, lastCaptureMs: NOW }), NOW).state).toBe('live');
});

test('an attempt under way has no countdown', () => {
  const trying = { ...backingOff, state: 'connecting', retryInMs: null } as const;
  const state = pictureState(facts({ lastCaptureMs: NOW - 9_000, gap: trying }), NOW);
  expect(state).toMatchObject({ state: 'stale', recovery: { kind: 'trying', attempt: 3 } });
});

test('P5 fresh pictures arrive and old ones are shown: this desk is too slow', () => {
  const late = { lastCaptureMs: NOW - 9_000, newestArrivedMs: NOW - 200 };
  expect(pictureState(facts({ ...late, health: offline }), NOW)).toEqual({
    state: 'stale',
    lastCaptureMs: NOW - 9_000,
    reason: 'desk_overloaded',
    recovery: null,
  });
  expect(pictureState(facts({ ...late, newestArrivedMs: NOW - 8_000 }), NOW)).toMatchObject({
    reason: null,
  });
});

test('P1 whatever else is said, an old picture never passes for live', () => {
  const gap = fc.record({
    state: fc.constantFrom(...streamStates),
    reason: fc.constantFrom(null, ...offlineReasons),
    attempt: fc.nat(20),
    retryInMs: fc.constantFrom(null, 0, 8_000),
  });
  const online = { state: 'online', sinceMs: NOW, witness: 'stream' } as const;
  fc.assert(
    fc.property(
      fc.option(gap),
      fc.integer({ min: STALE_AFTER_MS + 1, max: 1e9 }),
      fc.boolean(),
      (said, ageMs, isRefused) => {
        const state = pictureState(
          facts({ lastCaptureMs: NOW - ageMs, gap: said, isRefused, health: online }),
          NOW,
        );
        expect(state.state).not.toBe('live');
      },
    ),
  );
});
