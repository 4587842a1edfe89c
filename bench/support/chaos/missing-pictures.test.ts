import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MissingPictures } from './missing-pictures.ts';

const T0 = 1_700_000_000_000_000;
const INTERVAL_US = 1e6 / 15;

test('every picture between the first and the last either came or is missing', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (came) => {
      const count = new MissingPictures(INTERVAL_US);
      came.forEach((isHere, frame) => {
        if (isHere) count.picture(Math.round(T0 + frame * INTERVAL_US));
      });
      const [first, last] = [came.indexOf(true), came.lastIndexOf(true)];
      expect(count.received).toBe(came.filter(Boolean).length);
      expect(count.received + count.missing).toBe(first < 0 ? 0 : last - first + 1);
    }),
  );
});

test('a picture that comes again is not counted again', () => {
  const count = new MissingPictures(INTERVAL_US);
  for (const frame of [0, 1, 2, 0, 1, 2, 3]) count.picture(Math.round(T0 + frame * INTERVAL_US));
  expect(count).toMatchObject({ received: 4, missing: 0 });
});
