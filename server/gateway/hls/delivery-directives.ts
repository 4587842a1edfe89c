import { fail, ok, type Result } from '#core/kit';

/** What a client asks of a playlist (RFC 8216bis, 6.2.5). */
export interface DeliveryDirectives {
  /** Block until the playlist has this segment, or this part of it; null: answer at once. */
  readonly until: PlaylistPosition | null;
  readonly skip: boolean;
}

/** A place in the stream. */
export interface PlaylistPosition {
  readonly mediaSequence: number;
  /** Index of a part within the segment; null for the whole segment. */
  readonly part: number | null;
}

/** The last part of a playlist. */
export interface PlaylistEnd {
  /** Of the segment under construction. */
  readonly mediaSequence: number;
  /** How many parts that segment has, ≥ 1. */
  readonly partCount: number;
  readonly partTargetS: number;
}

const DIRECTIVES = ['_HLS_msn', '_HLS_part', '_HLS_skip'] as const;
const DIGITS = /^\d{1,15}$/;

/** Reads the directives of a query; unknown parameters are left alone. One that is there twice says nothing clear. */
export function parseDirectives(query: URLSearchParams): Result<DeliveryDirectives, 'bad_directive'> {
  if (DIRECTIVES.some((name) => query.getAll(name).length > 1)) return fail('bad_directive');
  const mediaSequence = query.get('_HLS_msn');
  const part = query.get('_HLS_part');
  const skip = query.get('_HLS_skip');
  if (mediaSequence !== null && !DIGITS.test(mediaSequence)) return fail('bad_directive');
  if (part !== null && (!DIGITS.test(part) || mediaSequence === null)) return fail('bad_directive');
  if (skip !== null && skip !== 'YES' && skip !== 'v2') return fail('bad_directive');
  return ok({
    until:
      mediaSequence === null
        ? null
        : { mediaSequence: Number(mediaSequence), part: part === null ? null : Number(part) },
    skip: skip !== null,
  });
}

/**
 * Whether the playlist has what was asked for. A part index past the end of a segment means the first part of the
 * next (6.2.5.2), so that any part of a later segment satisfies it.
 */
export function reached(end: PlaylistEnd, until: PlaylistPosition): boolean {
  if (end.mediaSequence > until.mediaSequence) return true;
  return end.mediaSequence === until.mediaSequence && until.part !== null && until.part < end.partCount;
}

/**
 * Whether it is so far ahead that waiting would be a waste: more than two segments past the last complete one, or
 * more parts past the last than the advance part limit allows (6.2.5.2).
 */
export function tooFarAhead(end: PlaylistEnd, until: PlaylistPosition): boolean {
  const lastComplete = end.mediaSequence - 1;
  if (until.mediaSequence > lastComplete + 2) return true;
  if (until.part === null || until.mediaSequence < end.mediaSequence) return false;
  const advancePartLimit = end.partTargetS < 1 ? Math.ceil(3 / end.partTargetS) : 3;
  const present = until.mediaSequence === end.mediaSequence ? end.partCount : 0;
  return until.part >= present + advancePartLimit;
}
