import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, percentile, rounded } from './statistics.ts';

test('percentiles are nearest ranks, whatever the order', () => {
  const values = [50, 15, 40, 20, 35];
  expect(percentile(values, 0.05)).toBe(15);
  expect(percentile(values, 0.3)).toBe(20);
  expect(percentile(values, 0.4)).toBe(20);
  expect(percentile(values, 0.95)).toBe(50);
  expect(percentile(values, 1)).toBe(50);
  expect(values).toEqual([50, 15, 40, 20, 35]);
});

test('the median of an even number of values is one of them', () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

test('nothing measured is no figure', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('at least the share of all values is not above a percentile, and fewer are below it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      (values, share) => {
        const found = percentile(values, share);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(
          Math.floor(values.length * share),
        );
        expect(values.filter((value) => value < found).length).toBeLessThanOrEqual(values.length * share);
      },
    ),
  );
});

test('figures are rounded', () => {
  expect(rounded(1.23456)).toBe(1.23);
  expect(rounded(1234.56, 0)).toBe(1235);
});
