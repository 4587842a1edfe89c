import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CameraId } from '#core/kit';
import { choosePassive, PASSIVE_MAX, passiveLayout } from './passive-choice.ts';

const ids = fc.uniqueArray(
  fc.nat(300).map((number) => `cam_${number}` as CameraId),
  { maxLength: 200 },
);

it('W5 a passive wall keeps what it shows, and fills what is free with cameras that are online', () => {
  fc.assert(
    fc.property(ids, ids, ids, (before, gone, online) => {
      const shown = before.slice(0, PASSIVE_MAX);
      const missing = new Set(gone);
      const next = choosePassive(shown, missing, online);
      const kept = shown.filter((id) => !missing.has(id));
      expect(next.slice(0, kept.length)).toEqual(kept);
      expect(new Set(next).size).toBe(next.length);
      const available = new Set([...kept, ...online]).size;
      expect(next).toHaveLength(Math.min(PASSIVE_MAX, available));
    }),
  );
});

it('W5 the cameras of a new passive wall are spread over all there are', () => {
  const online = Array.from({ length: 90 }, (_, index) => `cam_${index}` as CameraId);
  expect(choosePassive([], new Set(), online)).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70, 80].map((at) => online[at]),
  );
});

it.each([
  [0, 1],
  [1, 1],
  [2, 4],
  [4, 4],
  [5, 9],
  [9, 9],
])('W5 %i cameras are shown in a layout of %i', (cameras, layout) => {
  expect(passiveLayout(cameras)).toBe(layout);
});
