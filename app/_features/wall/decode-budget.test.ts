import { expect, test } from 'vitest';
import { DecodeBudget } from './decode-budget.ts';
import type { DecodeLoad } from './decode-meter.ts';

const good: DecodeLoad = { live: 9, total: 9, late: 0, hasMain: true, framesPerSecond: 200, droppedShare: 0 };
const dropping = { ...good, droppedShare: 0.5 };
const late = { ...good, late: 1 };

function setUp() {
  const time = { ms: 0 };
  const budget = new DecodeBudget(() => time.ms, 16);
  const tiles = (...loads: DecodeLoad[]) => loads.map((load) => budget.note(load).tiles);
  return { time, budget, tiles };
}

test('the wall sharpens tile by tile, up to all of them', () => {
  const { tiles } = setUp();
  expect(tiles(good, good, good)).toEqual([2, 3, 4]);
  expect(tiles(...new Array<DecodeLoad>(40).fill(good)).at(-1)).toBe(16);
});

test('one hiccup is no verdict; two bad measures in a row halve it', () => {
  const { tiles } = setUp();
  expect(tiles(good, good, good, dropping, good, dropping, late)).toEqual([2, 3, 4, 4, 5, 5, 2]);
});

test('small streams are never held against the main ones', () => {
  const { tiles } = setUp();
  const small = { ...dropping, hasMain: false };
  expect(tiles(good, small, small, small)).toEqual([2, 2, 2, 2]);
});

test('after a cut it waits before it grows again, longer each time', () => {
  const { time, budget, tiles } = setUp();
  tiles(good, good, good, late, late);
  expect(budget.note(good)).toEqual({ tiles: 2, isLimited: true });
  time.ms = 60_000;
  expect(budget.note(good)).toEqual({ tiles: 3, isLimited: false });
  tiles(late, late);
  time.ms = 179_999;
  expect(budget.note(good)).toEqual({ tiles: 1, isLimited: true });
  time.ms = 180_000;
  expect(budget.note(good)).toEqual({ tiles: 2, isLimited: false });
});
