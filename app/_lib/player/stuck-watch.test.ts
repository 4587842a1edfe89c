import { expect, test } from 'vitest';
import { StuckWatch } from './stuck-watch.ts';

test('a decoder that shows nothing new for twenty seconds though it is fed is given up', () => {
  const watch = new StuckWatch();
  const fed = Array.from({ length: 150 }, (_, part) => watch.isStuck(Math.min(part, 20), part * 200));
  expect(fed.indexOf(true)).toBe(20 + 100);
});

test('one that starts late, or shows a picture now and then, is not', () => {
  const late = new StuckWatch();
  expect([0, 19_999, 20_100].map((ms) => late.isStuck(ms < 20_000 ? 0 : 1, ms))).toEqual([
    false,
    false,
    false,
  ]);
  const slow = new StuckWatch();
  for (let ms = 0; ms < 300_000; ms += 200) expect(slow.isStuck(Math.floor(ms / 15_000), ms)).toBe(false);
});

test('a pause in which nothing was fed counts for nothing once a picture comes', () => {
  const watch = new StuckWatch();
  expect([watch.isStuck(5, 0), watch.isStuck(6, 90_000), watch.isStuck(6, 90_200)]).toEqual([
    false,
    false,
    false,
  ]);
});
