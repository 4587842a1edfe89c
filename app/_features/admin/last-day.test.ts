import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOfDay, lastDay, today } from './last-day.ts';

it('a day is chosen and shown the same, and lasts to its end', () => {
  const days = fc.date({ min: new Date(2020, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const day = today(date.getTime());
      const endMs = endOfDay(day) ?? 0;
      expect(lastDay(endMs)).toBe(day);
      expect(endMs).toBeGreaterThan(date.getTime());
      expect(endMs - date.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
    }),
  );
});

it('no day is no end', () => {
  for (const nothing of ['', 'x', '2026-13']) expect(endOfDay(nothing)).toBeNull();
  expect(lastDay(null)).toBe('');
});
