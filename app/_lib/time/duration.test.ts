import { expect, test } from 'vitest';
import { durationText } from './duration.ts';

test.each([
  [-500, '00:00'],
  [4_999, '00:04'],
  [47_000, '00:47'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [90_061_000, '25:01:01'],
])('%i ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
