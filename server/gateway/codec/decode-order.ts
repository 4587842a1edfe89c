/**
 * Gives decode times. Cameras for surveillance send pictures in the order they are shown, and then decode and presentation
 * time are the same, with no delay. Where B-frames appear (Q25), presentation time goes back; decode time then moves on
 * by one tick, so that it always rises, and the picture keeps its true presentation time.
 */
export class DecodeOrder {
  #lastDts: number | null = null;

  /** @returns the decode time in the same ticks; less than or equal to `pts` unless the picture is reordered */
  next(pts: number): number {
    const dts = this.#lastDts === null ? pts : Math.max(pts, this.#lastDts + 1);
    this.#lastDts = dts;
    return dts;
  }
}
