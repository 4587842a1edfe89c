/** A shorter rest would not save a read. */
const SHORTEST_REST_MS = 50;
/** However slow the stream: answers and reports on the same connection wait as long. */
const LONGEST_REST_MS = 250;
/**
 * No more may gather in the socket than it surely holds (Linux starts with 128 KiB, of which packets take up to half
 * themselves): a camera that cannot send drops pictures.
 */
const MOST_GATHERED_BYTES = 64 * 1024;
/** By how much a picture is expected earlier than the last one when that was there at once; and more each time in a row. */
const EARLIER_MS = 0.25;
const EARLIER_GROWTH = 1.25;
/** When it was not: so much later than it came, for the next ones to be there at once. */
const SPARE_MS = 3;
/** And so much later than it was expected at most: it may have been held up for once. */
const LATER_MS = 5;
/** How much a part weighs in the mean of what comes. */
const WEIGHT = 1 / 8;

/**
 * Tells when a stream need not be read: until the picture that completes the next part is due. Nothing goes out before it, so
 * pictures that come meanwhile can wait in the socket, and all are read at once.
 *
 * When a picture is due is learned from how far the pictures that completed parts came behind their decode times: a little
 * earlier each time one was there already, for nobody knows how long it had been; later when it was waited for. So one read
 * in seven comes too early, which costs one more, and pictures wait hardly longer than their own jitter. A source that falls behind
 * or runs ahead is read as it comes.
 */
export class ReadPacer {
  #toNextPartMs = Number.POSITIVE_INFINITY;
  /** How far behind its decode time the picture that completes a part is expected; null before the first. */
  #lagMs: number | null = null;
  #earlierMs = EARLIER_MS;
  /** When the first picture since the last completed part was read; null when none was. */
  #firstReadMs: number | null = null;
  #completedMs = 0;
  #completedBytes = 0;
  /** Null before the second part. */
  #bytesPerMs: number | null = null;

  /**
   * Takes note of one picture.
   * @param dtsMs its decode time, on any timeline that runs as fast as the clock
   * @param readMs when it was read, monotonic
   * @param toNextPartMs how much media more completes the next part; 0 while that is unknown
   * @param receivedBytes of the stream, in all
   * @returns until when, monotonic, nothing need be read; null: read on
   */
  picture(dtsMs: number, readMs: number, toNextPartMs: number, receivedBytes: number): number | null {
    const completed = toNextPartMs > this.#toNextPartMs;
    this.#toNextPartMs = toNextPartMs;
    if (!completed) {
      this.#firstReadMs ??= readMs;
      return null;
    }
    const lagMs = this.#learnLag(readMs - dtsMs, this.#firstReadMs === null || this.#firstReadMs === readMs);
    const bytesPerMs = this.#learnRate(readMs, receivedBytes);
    this.#firstReadMs = null;
    const restMs = lagMs + dtsMs + toNextPartMs - readMs;
    if (bytesPerMs === null || bytesPerMs * restMs > MOST_GATHERED_BYTES) return null;
    return restMs >= SHORTEST_REST_MS && restMs <= LONGEST_REST_MS ? readMs + restMs : null;
  }

  #learnLag(seenMs: number, atOnce: boolean): number {
    const lagMs = this.#lagMs ?? seenMs;
    this.#lagMs = atOnce
      ? Math.max(Math.min(seenMs, lagMs) - this.#earlierMs, seenMs - LONGEST_REST_MS)
      : Math.min(seenMs + SPARE_MS, lagMs + LATER_MS);
    this.#earlierMs = atOnce ? this.#earlierMs * EARLIER_GROWTH : EARLIER_MS;
    return this.#lagMs;
  }

  #learnRate(readMs: number, receivedBytes: number): number | null {
    const elapsedMs = readMs - this.#completedMs;
    const rate = (receivedBytes - this.#completedBytes) / Math.max(1, elapsedMs);
    const isFirst = this.#completedBytes === 0;
    this.#completedMs = readMs;
    this.#completedBytes = receivedBytes;
    if (isFirst) return null;
    this.#bytesPerMs =
      this.#bytesPerMs === null ? rate : this.#bytesPerMs + (rate - this.#bytesPerMs) * WEIGHT;
    return this.#bytesPerMs;
  }
}
