import type { FeedFrame } from '#core/contracts';

/**
 * Lets through only what a decoder can use. After the start, after a hole in the sequence (the server skipped for
 * a slow client) and after a discontinuity it waits for a key frame: pictures that refer to lost ones are smears.
 */
export class SequenceGate {
  #next: number | null = null;
  #waitsForKeyFrame = true;
  #holes = 0;

  /** How often frames were missing. */
  get holes(): number {
    return this.#holes;
  }

  /** Whether this frame (init or part) may be appended. */
  admit(frame: Pick<FeedFrame, 'type' | 'sequence' | 'keyFrame' | 'discontinuity'>): boolean {
    this.skip(frame.sequence);
    if (frame.discontinuity || frame.type === 'init') this.#waitsForKeyFrame = true;
    if (frame.type === 'init') return true;
    if (this.#waitsForKeyFrame && !frame.keyFrame) return false;
    this.#waitsForKeyFrame = false;
    return true;
  }

  /** A frame that is not for the decoder (a gap) was numbered too. */
  skip(sequence: number): void {
    if (this.#next !== null && sequence !== this.#next) {
      this.#holes++;
      this.#waitsForKeyFrame = true;
    }
    this.#next = (sequence + 1) >>> 0;
  }

  /** The numbering starts anew with the next frame. */
  restart(): void {
    this.#next = null;
    this.#waitsForKeyFrame = true;
  }
}
