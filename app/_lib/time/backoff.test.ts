import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('ceilings double up to the limit and start small again after a success', () => {
  const backoff = new Backoff({ firstMs: 100, maxMs: 350, random: () => 1 });
  expect([backoff.nextMs(), backoff.nextMs(), backoff.nextMs()]).toEqual([100, 200, 350]);
  expect(backoff.attempt).toBe(3);
  backoff.reset();
  expect(backoff.nextMs()).toBe(100);
});

test('a delay is never zero: a closed door is not hammered', () => {
  const backoff = new Backoff({ firstMs: 100, maxMs: 350, random: () => 0 });
  expect(backoff.nextMs()).toBeCloseTo(10);
});
