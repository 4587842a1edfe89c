import { expect, test } from 'vitest';
import { DecodeBudget } from './decode-budget.ts';
import type { DecodeLoad } from './decode-meter.ts';

const load = (changes: Partial<DecodeLoad>): DecodeLoad => ({
  live: 9,
  total: 9,
  late: 0,
  hasMain: true,
  framesPerSecond: 200,
  droppedShare: 0,
  ...changes,
});
const MINUTE_MS = 60_000;

test('one hiccup is no verdict; three bad measures in a row are', () => {
  const budget = new DecodeBudget(() => 0);
  const bad = load({ droppedShare: 0.5 });
  expect([bad, bad, load({}), bad, bad, bad].map((each) => budget.note(each))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('a tile that falls behind counts as well as dropped pictures', () => {
  const budget = new DecodeBudget(() => 0);
  const behind = load({ late: 1 });
  expect([behind, behind, behind].map((each) => budget.note(each)).at(-1)).toBe(true);
});

test('small streams are never held against the main ones', () => {
  const budget = new DecodeBudget(() => 0);
  const bad = load({ droppedShare: 0.9, hasMain: false });
  expect([bad, bad, bad, bad].some((each) => budget.note(each))).toBe(false);
});

test('main streams are tried again, less and less often', () => {
  let nowMs = 0;
  const budget = new DecodeBudget(() => nowMs);
  const fail = () => [1, 2, 3].map(() => budget.note(load({ late: 1 }))).at(-1);
  expect(fail()).toBe(true);
  nowMs = 5 * MINUTE_MS - 1;
  expect(budget.note(load({}))).toBe(true);
  nowMs = 5 * MINUTE_MS;
  expect(budget.note(load({}))).toBe(false);
  expect(fail()).toBe(true);
  nowMs = 14 * MINUTE_MS;
  expect(budget.note(load({}))).toBe(true);
  nowMs = 15 * MINUTE_MS;
  expect(budget.note(load({}))).toBe(false);
});
