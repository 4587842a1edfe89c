import type { DecodeLoad } from './decode-meter.ts';

/** Beyond this the eye sees it. */
const DROPPED_SHARE_MAX = 0.25;
/** So many measures in a row (of two seconds each): a single hiccup is no verdict. */
const BAD_MEASURES = 2;
const FIRST_PAUSE_MS = 60_000;
const PAUSE_MAX_MS = 20 * 60_000;

export interface MainBudget {
  /** How many tiles of a layout of several may play their main stream. */
  readonly tiles: number;
  /** Less than it could be, because this desk fell behind not long ago. */
  readonly isLimited: boolean;
}

/**
 * Finds out how many main streams this desk can decode at once: one more with every good measure, half of them when
 * pictures are dropped or late, and then no more for a while, longer each time. So a wall opens on small streams
 * that any desk can play, and sharpens tile by tile.
 */
export class DecodeBudget {
  readonly #monotonicMs: () => number;
  readonly #tilesMax: number;
  #tiles = 1;
  #bad = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(monotonicMs: () => number, tilesMax: number) {
    this.#monotonicMs = monotonicMs;
    this.#tilesMax = tilesMax;
  }

  /** Takes in a measure. */
  note(load: DecodeLoad): MainBudget {
    const nowMs = this.#monotonicMs();
    const isBad = load.droppedShare > DROPPED_SHARE_MAX || load.late > 0;
    this.#bad = isBad ? this.#bad + 1 : 0;
    if (this.#bad >= BAD_MEASURES && load.hasMain) this.#cut(nowMs);
    else if (!isBad && nowMs >= this.#pausedUntilMs) this.#tiles = Math.min(this.#tilesMax, this.#tiles + 1);
    return { tiles: this.#tiles, isLimited: nowMs < this.#pausedUntilMs };
  }

  #cut(nowMs: number): void {
    this.#bad = 0;
    this.#tiles = Math.floor(this.#tiles / 2);
    this.#pausedUntilMs = nowMs + this.#pauseMs;
    this.#pauseMs = Math.min(PAUSE_MAX_MS, this.#pauseMs * 2);
  }
}
