import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soonest } from './soonest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first is done at once, what follows together, and what is asked during the rest is not forgotten', () => {
  const run = vi.fn();
  const { request } = soonest(1_000, run);
  request();
  expect(run).toHaveBeenCalledTimes(1);
  request();
  request();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(run).toHaveBeenCalledTimes(2);
  request();
  expect(run).toHaveBeenCalledTimes(3);
});

test('nothing is done after the end', () => {
  const run = vi.fn();
  const { request, stop } = soonest(1_000, run);
  request();
  request();
  stop();
  vi.advanceTimersByTime(5_000);
  expect(run).toHaveBeenCalledTimes(1);
});
