import type { Clock } from '#core/kit';

export interface Rate {
  /** How many, in the long run. */
  readonly perSecond: number;
  /** How many at once after a pause; no single request may take more. */
  readonly burst: number;
}

/** Far more accounts, sources and addresses than ask at once. */
const KEYS_MAX = 50_000;
/** How many of those asked longest ago are looked at when there are too many: some of them will have been idle. */
const LOOKED_AT = 100;

/**
 * A leaking bucket for each key (generic cell rate algorithm, ITU-T I.371 annex A). So many at most: a bucket that has
 * run empty is like none, and of buckets that have not, the one used longest ago is given up.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #clock: Clock;
  readonly #keysMax: number;
  /** In the order of their last use. */
  readonly #emptyAtMs = new Map<string, number>();

  constructor(rate: Rate, clock: Clock, keysMax = KEYS_MAX) {
    this.#rate = rate;
    this.#keysMax = keysMax;
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
    this.#emptyAtMs.delete(key);
    this.#emptyAtMs.set(key, emptyAtMs);
    if (this.#emptyAtMs.size > this.#keysMax) this.#forget(nowMs);
    return null;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#emptyAtMs.size;
  }

  #forget(nowMs: number): void {
    const [oldest] = this.#emptyAtMs.keys();
    let looked = 0;
    for (const [key, emptyAtMs] of this.#emptyAtMs) {
      if (emptyAtMs <= nowMs) this.#emptyAtMs.delete(key);
      looked += 1;
      if (looked === LOOKED_AT) break;
    }
    if (this.#emptyAtMs.size > this.#keysMax && oldest !== undefined) this.#emptyAtMs.delete(oldest);
  }
}
