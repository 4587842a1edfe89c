import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClipStream } from '#sim/cameras';
import { keyFrameIntervalMs, keyFrameWaitMs } from './key-frames.ts';

const clipOf = (pattern: string): ClipStream => ({
  width: 640,
  height: 360,
  frameRate: 15,
  sps: new Uint8Array(),
  pps: new Uint8Array(),
  accessUnits: [...pattern].map((letter) => ({ nalUnits: [], keyFrame: letter === 'I' })),
});

test('the interval is that of the pictures between two key frames', () => {
  expect(keyFrameIntervalMs(clipOf('IPPIPP'))).toBe(200);
  expect(keyFrameIntervalMs(clipOf('I'))).toBeCloseTo(1_000 / 15);
});

test('a clip without an even spacing is refused', () => {
  expect(() => keyFrameIntervalMs(clipOf('IPIPP'))).toThrow(RangeError);
  expect(() => keyFrameIntervalMs(clipOf('PIPPIP'))).toThrow(RangeError);
});

test('the wait is to the next key frame, whichever one is known', () => {
  expect(keyFrameWaitMs(10_000, 10_300, 2_000)).toBe(300);
  expect(keyFrameWaitMs(10_000, 14_300, 2_000)).toBe(300);
  expect(keyFrameWaitMs(10_000, 9_300, 2_000)).toBe(1_300);
  fc.assert(
    fc.property(fc.integer({ max: 1e6, min: 0 }), fc.integer({ min: -50, max: 50 }), (fromMs, k) => {
      const wait = keyFrameWaitMs(fromMs, 777 + k * 2_000, 2_000);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(2_000);
      expect(Math.abs((fromMs + wait - 777) % 2_000)).toBe(0);
    }),
  );
});
