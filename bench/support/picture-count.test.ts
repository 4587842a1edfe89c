import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureCount, picturesTaken } from './picture-count.ts';

const INTERVAL_US = 40_000;
const T0 = 1_700_000_000_000_000;

test('the pictures of a stretch are those whose time lies in it, whichever one is known', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100, max: 100 }),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      (k, startUs, lengthUs) => {
        const stretch = { fromUs: T0 + startUs, untilUs: T0 + startUs + lengthUs };
        let inside = 0;
        for (let us = T0; us < stretch.untilUs; us += INTERVAL_US) if (us >= stretch.fromUs) inside++;
        expect(picturesTaken(T0 + k * INTERVAL_US, INTERVAL_US, stretch)).toBe(inside);
      },
    ),
  );
});

test('a picture that is missing is counted, one that came twice is not counted twice', () => {
  const count = new PictureCount();
  for (const k of [0, 1, 2, 2, 4]) count.picture(T0 + k * INTERVAL_US);
  const stretch = { fromUs: T0, untilUs: T0 + 5 * INTERVAL_US };
  expect(count.result(INTERVAL_US, stretch)).toEqual({ taken: 5, received: 4 });
});

test('a stream that never came lost everything', () => {
  const stretch = { fromUs: T0, untilUs: T0 + 10 * INTERVAL_US };
  expect(new PictureCount().result(INTERVAL_US, stretch)).toEqual({ taken: 10, received: 0 });
});

test('a stream that stops is missed to the end, and what came before the restart does not count', () => {
  const count = new PictureCount();
  count.picture(T0);
  count.restart();
  count.picture(T0 + INTERVAL_US);
  const stretch = { fromUs: T0, untilUs: T0 + 3 * INTERVAL_US };
  expect(count.result(INTERVAL_US, stretch)).toEqual({ taken: 3, received: 1 });
});
