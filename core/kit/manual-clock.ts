import type { Cancel, Clock, EpochMs } from './clock.ts';

/** A clock that stands still until told to move; timers fire in the order of their deadlines. */
export class ManualClock implements Clock {
  #elapsedMs = 0;
  #timers: { atMs: number; run: () => void }[] = [];
  readonly #originMs: EpochMs;

  constructor(originMs: EpochMs = 1_700_000_000_000) {
    this.#originMs = originMs;
  }

  now(): EpochMs {
    return this.#originMs + this.#elapsedMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer = { atMs: this.#elapsedMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers are waiting; a leak check for tests. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves time on, firing every timer that falls due, those set on the way included. */
  advance(ms: number): void {
    const untilMs = this.#elapsedMs + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#elapsedMs = Math.max(this.#elapsedMs, due.atMs);
      this.#timers = this.#timers.filter((timer) => timer !== due);
      due.run();
    }
    this.#elapsedMs = untilMs;
  }
}
