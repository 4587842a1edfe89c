import { expect, test } from 'vitest';
import { handheldSquads, REPORTS_PER_SECOND, reportsOf } from './handhelds.ts';

const halfMinute = Array.from({ length: 30 }, (_, second) => reportsOf(100 + second, second));

test('in half a minute every handheld reports once and every squad six times', () => {
  const counts = new Map<string, number>();
  for (const { squadId } of halfMinute.flat()) counts.set(squadId, (counts.get(squadId) ?? 0) + 1);
  const times = [...counts.values()];
  expect(times.filter((count) => count === 1)).toHaveLength(10_720);
  expect(times.filter((count) => count === 6)).toHaveLength(380);
  expect([...counts.keys()].sort()).toEqual(handheldSquads().map(({ id }) => id));
});

test('no second has much more to tell than another, and none more than a batch holds', () => {
  for (const reports of halfMinute) expect(Math.abs(reports.length - REPORTS_PER_SECOND)).toBeLessThan(2);
});
