/** Thirty-six decoders on a weak desk take their time to begin; longer than this, none does. */
const STUCK_MS = 20_000;

/** Notices a decoder that takes all it is given and shows nothing, which no error tells of. */
export class StuckWatch {
  #frames = 0;
  /** When it last showed something new, or was first given something; null before. */
  #sinceMs: number | null = null;

  /**
   * To be told after each append.
   * @param frames shown so far; a smaller number than before begins anew
   * @param nowMs monotonic
   * @returns whether it is to be given up
   */
  isStuck(frames: number, nowMs: number): boolean {
    if (this.#sinceMs === null || frames !== this.#frames) {
      this.#frames = frames;
      this.#sinceMs = nowMs;
      return false;
    }
    return nowMs - this.#sinceMs >= STUCK_MS;
  }
}
