import type { Clock, EpochMs } from '#core/kit';

/** One comparison with the server: asked at, answered at (both monotonic), and what the server's clock said. */
export interface ClockSample {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly serverTimeMs: EpochMs;
}

interface Estimate {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly takenAtMs: number;
}

/** Crystals of desk machines drift by up to about this much, so an old sample is worth less than a new one. */
const DRIFT_MS_PER_MS = 100 / 1_000_000;

/**
 * The server's wall clock as seen from here. It hangs on the monotonic clock, so a desk whose own clock is wrong,
 * or is set during the shift, still shows the right age of a picture.
 */
export class ServerClock {
  #estimate: Estimate | null = null;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a comparison in, if it is better than what is known: half the round trip is its uncertainty. */
  learn(sample: ClockSample): void {
    const uncertaintyMs = (sample.receivedAtMs - sample.sentAtMs) / 2;
    const known = this.#estimate;
    if (known !== null) {
      const agedMs = known.uncertaintyMs + (sample.receivedAtMs - known.takenAtMs) * DRIFT_MS_PER_MS;
      if (uncertaintyMs > agedMs) return;
    }
    this.#estimate = {
      offsetMs: sample.serverTimeMs - (sample.sentAtMs + uncertaintyMs),
      uncertaintyMs,
      takenAtMs: sample.receivedAtMs,
    };
  }

  /** The server's time now; this machine's own until the first comparison. */
  now(): EpochMs {
    return this.#estimate === null ? this.#clock.now() : this.#clock.monotonicMs() + this.#estimate.offsetMs;
  }
}
