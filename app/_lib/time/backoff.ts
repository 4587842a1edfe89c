export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** 0 ≤ x < 1; injected so that tests repeat. */
  readonly random: () => number;
}

/** Exponential delays with full jitter: after an outage a county of desks must not come back in step. */
export class Backoff {
  #attempt = 0;
  readonly #options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** How many delays were handed out since the last success. */
  get attempt(): number {
    return this.#attempt;
  }

  /** The next delay in ms: between a tenth and the whole of the current ceiling. */
  nextMs(): number {
    const ceilingMs = Math.min(this.#options.maxMs, this.#options.firstMs * 2 ** this.#attempt);
    this.#attempt++;
    return ceilingMs * (0.1 + 0.9 * this.#options.random());
  }

  /** Success: the next failure starts small again. */
  reset(): void {
    this.#attempt = 0;
  }
}
