import { expect, test } from 'vitest';
import type { AlertId } from '#core/kit';
import { alertDelays, type Receipt, shownOnAll } from './alert-delays.ts';

const [one, two, late] = ['alt_1', 'alt_2', 'alt_3'] as AlertId[] as [AlertId, AlertId, AlertId];
const sentAtMs = new Map([
  [one, 1_000],
  [two, 2_000],
  [late, 3_000],
]);
const receipt = (shownAtMs: number, routedAtMs: number | null): Receipt => ({ shownAtMs, routedAtMs });
const consoles = [
  new Map([
    [one, receipt(1_010, 1_040)],
    [two, receipt(2_020, null)],
  ]),
  new Map([[one, receipt(1_030, 1_050)]]),
];

test('a delay counts once for each console that got the alert', () => {
  expect(alertDelays(sentAtMs, consoles, ({ shownAtMs }) => shownAtMs)).toEqual([10, 20, 30]);
});

test('what has not arrived has no delay', () => {
  expect(alertDelays(sentAtMs, consoles, ({ routedAtMs }) => routedAtMs)).toEqual([40, 50]);
});

test('an alert that one console lacks was not shown', () => {
  expect(shownOnAll(sentAtMs, consoles)).toBe(1);
});
