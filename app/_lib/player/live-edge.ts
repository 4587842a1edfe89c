/** A stretch of buffered media in seconds. */
export interface BufferedRange {
  readonly startS: number;
  readonly endS: number;
}

export interface PlaybackPosition {
  /** In order of time; the last one ends at the live edge. */
  readonly ranges: readonly BufferedRange[];
  readonly currentS: number;
  readonly rate: number;
}

/** What to do with the video element: nothing, another speed, or a jump. */
export type LiveEdgeMove =
  | { readonly move: 'none' }
  | { readonly move: 'rate'; readonly rate: number }
  | { readonly move: 'jump'; readonly toS: number };

const TARGET_S = 0.4;
const TARGET_MAX_S = 1;
/** Every time the buffer runs dry, the target moves this much away from the edge. */
const UNDERRUN_STEP_S = 0.15;
/** Not at the start: while a whole wall starts the page is busy, which says nothing about the link. */
const STARTING_MS = 5_000;
/** And comes back so much for every smooth part. */
const RECOVERY_STEP_S = 0.002;
/**
 * Little, for half a second is all that a picture may be old: a player stays where it is within this. Asked right behind an
 * append, a part that came late, or a page that is busy, only makes it seem less late.
 */
const LATE_S = 0.05;
const FAR_BEHIND_S = 1.8;
const CATCH_UP_RATE = 1.05;
const HOLD_BACK_RATE = 0.95;

/**
 * Keeps a player a fixed small distance behind the newest picture: a little faster when late, a little slower when
 * the buffer runs low, a jump when far behind or outside the newest range.
 */
export class LiveEdge {
  #targetS = TARGET_S;
  #startedMs: number | null = null;

  /** How far behind the newest picture it aims to be, in seconds. */
  get targetS(): number {
    return this.#targetS;
  }

  /** The buffer ran dry: this link needs more of it. @param nowMs monotonic, as for `next` */
  underrun(nowMs: number): void {
    if (this.#startedMs === null || nowMs - this.#startedMs < STARTING_MS) return;
    this.#targetS = Math.min(TARGET_MAX_S, this.#targetS + UNDERRUN_STEP_S);
  }

  /** What to do now; asked after every append. */
  next({ ranges, currentS, rate }: PlaybackPosition, nowMs: number): LiveEdgeMove {
    const newest = ranges.at(-1);
    if (newest === undefined) return { move: 'none' };
    this.#startedMs ??= nowMs;
    const behindS = newest.endS - currentS;
    const isOutside = currentS < newest.startS || behindS < 0;
    if (isOutside || behindS > this.#targetS + FAR_BEHIND_S - TARGET_S) {
      return { move: 'jump', toS: Math.max(newest.startS, newest.endS - this.#targetS) };
    }
    this.#targetS = Math.max(TARGET_S, this.#targetS - RECOVERY_STEP_S);
    const wanted = this.#rateFor(behindS, rate);
    return wanted === rate ? { move: 'none' } : { move: 'rate', rate: wanted };
  }

  /** With hysteresis: a speed once taken is kept until the target is reached. */
  #rateFor(behindS: number, rate: number): number {
    if (behindS > this.#targetS + LATE_S) return CATCH_UP_RATE;
    if (behindS < this.#targetS / 2) return HOLD_BACK_RATE;
    if (rate > 1 && behindS > this.#targetS) return CATCH_UP_RATE;
    if (rate < 1 && behindS < this.#targetS) return HOLD_BACK_RATE;
    return 1;
  }
}
