import { expect, it } from 'vitest';
import type { Clock } from '#core/kit';
import { everySlot } from './every-slot.ts';

it('enqueues a slot once, also where a timer comes a moment early', () => {
  let nowMs = 1_000;
  let timer: { readonly run: () => void; readonly delayMs: number } | null = null;
  const clock: Clock = {
    now: () => nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => {
      timer = { run, delayMs };
      return () => {};
    },
  };
  const slots: number[] = [];
  everySlot(clock, 1_000, (slot) => slots.push(slot));
  const fireAt = (atMs: number) => {
    nowMs = atMs;
    timer?.run();
  };
  fireAt(1_999);
  expect(timer).toMatchObject({ delayMs: 1 });
  fireAt(2_000);
  fireAt(3_000);
  expect(slots).toEqual([1, 2, 3]);
});
