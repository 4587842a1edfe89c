import type { ClipStream } from '#sim/cameras';

/**
 * Notices when a simulated camera leaves pictures out, as it does when its process got no CPU time for a second:
 * what was never sent must not count as lost on the way. For one clip that one camera plays.
 */
export class SkipCount {
  readonly clip: ClipStream;
  #last: number | null = null;
  #skipped = 0;

  /** @param clip its pictures are asked for one by one, in the order of the loop */
  constructor(clip: ClipStream) {
    const note = (index: number): void => this.#note(index);
    this.clip = {
      ...clip,
      accessUnits: clip.accessUnits.map(({ keyFrame, nalUnits }, index) => ({
        keyFrame,
        get nalUnits() {
          note(index);
          return nalUnits;
        },
      })),
    };
  }

  /** Pictures left out since `restart`. */
  get skipped(): number {
    return this.#skipped;
  }

  restart(): void {
    this.#last = null;
    this.#skipped = 0;
  }

  #note(index: number): void {
    const { length } = this.clip.accessUnits;
    if (this.#last !== null) this.#skipped += (index - this.#last - 1 + length) % length;
    this.#last = index;
  }
}
