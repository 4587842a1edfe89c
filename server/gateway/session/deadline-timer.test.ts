import { expect, it } from 'vitest';
import type { Clock } from '#core/kit';
import { DeadlineTimer } from './deadline-timer.ts';

/** Timers run when told to, however late that is. */
class HeldUpClock implements Clock {
  ms = 0;
  #timers: { readonly dueMs: number; readonly run: () => void }[] = [];

  now(): number {
    return this.ms;
  }
  monotonicMs(): number {
    return this.ms;
  }
  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.ms + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  /** One turn of the event loop's timers. */
  turn(atMs: number): void {
    this.ms = atMs;
    const due = this.#timers.filter(({ dueMs }) => dueMs <= atMs);
    this.#timers = this.#timers.filter(({ dueMs }) => dueMs > atMs);
    for (const { run } of due) run();
  }
}

function armed(atMs: number) {
  const clock = new HeldUpClock();
  let fired = 0;
  const timer = new DeadlineTimer(clock, () => {
    fired += 1;
  });
  timer.set(atMs);
  return { clock, timer, fired: () => fired };
}

it('fires at its time', () => {
  const { clock, fired } = armed(5_000);
  clock.turn(5_001);
  expect(fired()).toBe(1);
});

it('S2 fires a turn later when the process was held up, so that sockets are read before silence is told', () => {
  const { clock, fired } = armed(5_000);
  clock.turn(9_000);
  expect(fired()).toBe(0);
  clock.turn(9_001);
  expect(fired()).toBe(1);
});

it('fires late after all when the process is held up again and again', () => {
  const { clock, fired } = armed(5_000);
  clock.turn(9_000);
  clock.turn(13_000);
  expect(fired()).toBe(1);
});

it('does not fire when what was read meanwhile moved the deadline', () => {
  const { clock, timer, fired } = armed(5_000);
  clock.turn(9_000);
  timer.set(14_000);
  clock.turn(9_001);
  expect(fired()).toBe(0);
});
