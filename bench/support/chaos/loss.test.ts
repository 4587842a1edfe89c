import { describe, expect, test } from 'vitest';
import { lossOf } from './loss.ts';

const NOW_US = 1_700_000_000_000_000;
const of = (received: number, missing: number, lastUs: number | null = NOW_US - 200_000) =>
  ({ received, missing, lastUs }) as const;

function loss(after: Record<string, ReturnType<typeof of>>, left: Record<string, number> = {}) {
  return lossOf({
    arrivedBefore: new Map([
      ['a', of(100, 3)],
      ['b', of(100, 0)],
    ]),
    arrived: new Map(Object.entries(after)),
    skippedBefore: new Map([['a', 3]]),
    skipped: new Map(Object.entries({ a: 3, ...left })),
    untilUs: NOW_US,
  });
}

describe('the pictures of good cameras', () => {
  test('are lost neither when all came nor when the camera left them out', () => {
    expect(loss({ a: of(150, 3), b: of(160, 0) })).toEqual({ pictures: 110, lost: 0, skipped: 0 });
    expect(loss({ a: of(150, 5), b: of(160, 0) }, { a: 5 })).toEqual({ pictures: 110, lost: 0, skipped: 2 });
  });

  test('are lost when they are missing, whatever another camera left out', () => {
    expect(loss({ a: of(150, 4), b: of(160, 0) }, { b: 9 })).toMatchObject({ lost: 1 });
  });

  test('are lost when nothing comes any more', () => {
    expect(loss({ a: of(150, 3, NOW_US - 9_000_000), b: of(100, 0, null) })).toMatchObject({ lost: 2 });
  });
});
