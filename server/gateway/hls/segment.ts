import type { Part } from '../fmp4/index.ts';

/** A media segment: the parts from one `segmentStart` to the next. */
export interface Segment {
  readonly mediaSequence: number;
  readonly initId: number;
  /** An EXT-X-DISCONTINUITY comes before it. */
  readonly discontinuity: boolean;
  /** EXT-X-PROGRAM-DATE-TIME, ms since 1970; later than that of the segment before. */
  readonly programDateTimeMs: number;
  readonly parts: Part[];
  /** Sum of the parts. */
  durationTicks: number;
}
