/** Counts the pictures of one stream that did not come, by the capture times of those that did. Holds two numbers. */
export class MissingPictures {
  readonly #intervalUs: number;
  #lastUs: number | null = null;
  #received = 0;
  #missing = 0;

  /** @param intervalUs between two pictures of the camera */
  constructor(intervalUs: number) {
    this.#intervalUs = intervalUs;
  }

  get received(): number {
    return this.#received;
  }

  get missing(): number {
    return this.#missing;
  }

  /** When the newest picture was taken, µs since 1970; null before the first. */
  get lastUs(): number | null {
    return this.#lastUs;
  }

  /** The next picture in order of time. One that was seen before, as after a new subscription, counts for nothing. */
  picture(capturedAtUs: number): void {
    const sinceUs = this.#lastUs === null ? this.#intervalUs : capturedAtUs - this.#lastUs;
    if (sinceUs <= 0) return;
    this.#received += 1;
    this.#missing += Math.round(sinceUs / this.#intervalUs) - 1;
    this.#lastUs = capturedAtUs;
  }
}
