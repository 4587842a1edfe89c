import type { DecodeLoad } from './decode-meter.ts';

/** Beyond these the eye sees it. */
const DROPPED_SHARE_MAX = 0.25;
/** So many measures in a row (of two seconds each): a single hiccup is no verdict. */
const BAD_MEASURES = 3;
const FIRST_REST_MS = 5 * 60_000;
const REST_MAX_MS = 60 * 60_000;

/**
 * Decides whether this desk can afford main streams in layouts of several tiles. When it falls behind, the tiles go
 * back to the small stream, so that all of them stay live; later it is tried again, less and less often.
 */
export class DecodeBudget {
  readonly #monotonicMs: () => number;
  #bad = 0;
  #restMs = FIRST_REST_MS;
  #limitedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Takes in a measure. @returns whether main streams are too much for now */
  note(load: DecodeLoad): boolean {
    const nowMs = this.#monotonicMs();
    if (nowMs < this.#limitedUntilMs) return true;
    const isBad = load.droppedShare > DROPPED_SHARE_MAX || load.late > 0;
    this.#bad = isBad ? this.#bad + 1 : 0;
    if (this.#bad < BAD_MEASURES || !load.hasMain) return false;
    this.#bad = 0;
    this.#limitedUntilMs = nowMs + this.#restMs;
    this.#restMs = Math.min(REST_MAX_MS, this.#restMs * 2);
    return true;
  }
}
