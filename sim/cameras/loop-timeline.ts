/**
 * Where a looped stream stands, from the wall clock alone: every viewer of a camera sees the same picture, and two
 * cameras that share a clip are at different places in it. Frames are counted from 1970, `phaseMs` earlier.
 */
export class LoopTimeline {
  readonly #frameRate: number;
  readonly #phaseMs: number;

  constructor(options: { readonly frameRate: number; readonly phaseMs: number }) {
    this.#frameRate = options.frameRate;
    this.#phaseMs = options.phaseMs;
  }

  /** The number of the frame that is on at `nowMs`. */
  frameAt(nowMs: number): number {
    return Math.floor(((nowMs + this.#phaseMs) * this.#frameRate) / 1000);
  }

  /** When a frame is captured, in whole µs since 1970. */
  capturedAtUs(frame: number): number {
    // In two steps: the frame number times a million would lose its last digits.
    const seconds = Math.floor(frame / this.#frameRate);
    const rest = frame - seconds * this.#frameRate;
    return seconds * 1_000_000 + Math.round((rest * 1_000_000) / this.#frameRate) - this.#phaseMs * 1000;
  }
}
