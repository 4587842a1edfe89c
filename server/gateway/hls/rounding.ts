import { TICKS_PER_SECOND } from '../fmp4/index.ts';

/**
 * What the durations that a playlist prints, each rounded to 10 µs, may be off by when a client adds them up. Whatever the
 * standard allows from so many seconds on, we do so much later.
 */
export const ROUNDING_TICKS = TICKS_PER_SECOND / 100;
