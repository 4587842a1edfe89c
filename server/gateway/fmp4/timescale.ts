/** Ticks in a second, of RTP video (RFC 6184, 8.2.1) and of everything packaged here. */
export const TICKS_PER_SECOND = 90_000;

/** Ticks to whole microseconds. */
export function ticksToUs(ticks: number): number {
  return Math.round((ticks * 100) / 9);
}
