/** A stretch of time in µs since 1970; its end does not belong to it. */
export interface Stretch {
  readonly fromUs: number;
  readonly untilUs: number;
}

/**
 * How many pictures a camera of an even frame rate took in a stretch of time.
 * @param oneUs when it took any one of its pictures
 */
export function picturesTaken(oneUs: number, intervalUs: number, { fromUs, untilUs }: Stretch): number {
  return Math.ceil((untilUs - oneUs) / intervalUs) - Math.ceil((fromUs - oneUs) / intervalUs);
}

/** Counts the pictures of one stream. */
export class PictureCount {
  #oneUs: number | null = null;
  #capturedAtUs = new Set<number>();

  picture(capturedAtUs: number): void {
    this.#oneUs = capturedAtUs;
    this.#capturedAtUs.add(capturedAtUs);
  }

  /** Forgets what was counted so far. */
  restart(): void {
    this.#capturedAtUs = new Set();
  }

  /** @returns pictures taken in `stretch`, and how many of them came */
  result(intervalUs: number, stretch: Stretch): { readonly taken: number; readonly received: number } {
    const { fromUs, untilUs } = stretch;
    if (this.#oneUs === null) return { taken: Math.round((untilUs - fromUs) / intervalUs), received: 0 };
    const received = [...this.#capturedAtUs].filter((us) => us >= fromUs && us < untilUs).length;
    return { taken: picturesTaken(this.#oneUs, intervalUs, stretch), received };
  }
}
