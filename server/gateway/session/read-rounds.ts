import type { Cancel, Clock } from '#core/kit';

/** How far two streams that rest are apart at most to be read in one round. Pictures are so much later at worst. */
const ROUND_MS = 10;

interface Round {
  readonly runs: Set<() => void>;
  readonly cancel: Cancel;
}

/**
 * Wakes the streams of one gateway that rest, those that are due at nearly the same time together: what a process does for
 * one socket costs far more when it has just slept than right behind another.
 */
export class ReadRounds {
  readonly #clock: Clock;
  /** By when they are due, in rounds since the clock's origin. */
  readonly #rounds = new Map<number, Round>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `run` once, at `atMs` (monotonic) or up to a round later. It must not throw. */
  at(atMs: number, run: () => void): Cancel {
    const number = Math.ceil(atMs / ROUND_MS);
    const round = this.#rounds.get(number) ?? this.#open(number);
    round.runs.add(run);
    return () => {
      if (!round.runs.delete(run) || round.runs.size > 0) return;
      round.cancel();
      this.#rounds.delete(number);
    };
  }

  #open(number: number): Round {
    const runs = new Set<() => void>();
    const cancel = this.#clock.after(Math.max(0, number * ROUND_MS - this.#clock.monotonicMs()), () => {
      this.#rounds.delete(number);
      const due = [...runs];
      runs.clear();
      for (const run of due) run();
    });
    const round = { runs, cancel };
    this.#rounds.set(number, round);
    return round;
  }
}
