import type { Clock } from '#core/kit';

export interface Rate {
  /** How many, in the long run. */
  readonly perSecond: number;
  /** How many at once after a pause; no single request may take more. */
  readonly burst: number;
}

/**
 * A leaking bucket for each key (generic cell rate algorithm, ITU-T I.371 annex A). Whoever names keys must keep them
 * few: none is ever forgotten.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #clock: Clock;
  readonly #emptyAtMs = new Map<string, number>();

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /**
   * Takes `count` of what `key` may still do, or nothing.
   * @returns `null` when it may, else when it may try again
   */
  take(key: string, count: number): { readonly retryAfterMs: number } | null {
    const { perSecond, burst } = this.#rate;
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(nowMs, this.#emptyAtMs.get(key) ?? nowMs);
    const emptyAtMs = startMs + (count * 1000) / perSecond;
    const retryAfterMs = Math.ceil(emptyAtMs - nowMs - (burst * 1000) / perSecond);
    if (retryAfterMs > 0) return { retryAfterMs };
    this.#emptyAtMs.set(key, emptyAtMs);
    return null;
  }
}
