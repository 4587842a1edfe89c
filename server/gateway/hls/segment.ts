import type { Part } from '../fmp4/index.ts';

/** A media segment: the parts from one `segmentStart` to the next. */
export interface MediaSegment {
  readonly kind: 'media';
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

/** A place without media at the start of the stream, see `HlsWindow`. */
export interface GapSegment {
  readonly kind: 'gap';
  readonly mediaSequence: number;
  readonly discontinuity: false;
  readonly programDateTimeMs: number;
  readonly durationTicks: number;
}

export type Segment = MediaSegment | GapSegment;
