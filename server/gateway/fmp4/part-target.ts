import { TICKS_PER_SECOND } from './timescale.ts';

/** How long a part should be: short enough for the feed's delay, long enough that requests stay few. */
const NOMINAL_TICKS = 0.2 * TICKS_PER_SECOND;

/** Slower streams than a picture in two seconds get parts of one picture, longer than the target. */
const SLOWEST_INTERVAL_TICKS = 2 * TICKS_PER_SECOND;

/** Playlists print whole milliseconds. */
const TICKS_PER_MS = TICKS_PER_SECOND / 1000;

/** A part must last at least this share of the target (RFC 8216bis, 4.4.4.9), unless it ends its segment. */
export const SHORTEST_PART = 0.85;

/** How far a part may end before its last picture is over, to keep within the target. */
export const LONGEST_LEAD_TICKS = 0.1 * TICKS_PER_SECOND;

/**
 * The PART-TARGET that suits a frame interval: whole pictures nearest to 200 ms, and 8 % of room above. Such a
 * part is 92 % of the target, so that jitter neither makes it too long nor shorter than the 85 % allowed.
 * @param intervalTicks time between two pictures
 */
export function partTargetTicks(intervalTicks: number): number {
  const interval = Math.min(Math.max(intervalTicks, 1), SLOWEST_INTERVAL_TICKS);
  const pictures = Math.max(1, Math.round(NOMINAL_TICKS / interval));
  return Math.round((pictures * interval * 1.08) / TICKS_PER_MS) * TICKS_PER_MS;
}
