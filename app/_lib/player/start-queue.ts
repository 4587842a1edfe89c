import type { Cancel, Clock } from '#core/kit';

const APART_MS = 60;

/** Lets streams start one shortly after another: sixteen decoders opened in one frame freeze a weak desk. */
export class StartQueue {
  readonly #clock: Clock;
  #freeAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `start` when it is its turn, unless cancelled first. */
  enter(start: () => void): Cancel {
    const nowMs = this.#clock.monotonicMs();
    const turnMs = Math.max(nowMs, this.#freeAtMs);
    this.#freeAtMs = turnMs + APART_MS;
    return this.#clock.after(turnMs - nowMs, start);
  }
}
