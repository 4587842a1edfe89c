import type { ParsedPlaylist, ParsedSegment } from './parse-playlist.ts';

/** Durations are printed to five places; so many of them may add up. */
const ROUNDING_S = 0.002;

/** What one full playlist breaks of RFC 8216bis by itself, in words; empty when it is right. */
export function checkPlaylist(playlist: ParsedPlaylist): string[] {
  return [...checkHeader(playlist), ...checkSegments(playlist)];
}

function checkHeader(playlist: ParsedPlaylist): string[] {
  const wrong: string[] = [];
  const { targetDurationS, partTargetS } = playlist;
  if (playlist.version < 9) wrong.push(`version ${playlist.version} has no EXT-X-SKIP`);
  if (!Number.isInteger(targetDurationS)) wrong.push('TARGETDURATION is not whole');
  if (!playlist.canBlockReload) wrong.push('CAN-BLOCK-RELOAD is missing');
  if (partTargetS > targetDurationS) wrong.push('PART-TARGET above TARGETDURATION');
  if (playlist.partHoldBackS < 3 * partTargetS - 1e-9) wrong.push('PART-HOLD-BACK below three PART-TARGETs');
  if (playlist.holdBackS < 3 * targetDurationS) wrong.push('HOLD-BACK below three target durations');
  if (playlist.canSkipUntilS < 6 * targetDurationS) wrong.push('CAN-SKIP-UNTIL below six target durations');
  if (playlist.preloadHint === null) wrong.push('no preload hint');
  const listed = playlist.segments.flatMap((segment) => segment.parts.map((part) => part.uri));
  if (playlist.preloadHint !== null && listed.includes(playlist.preloadHint))
    wrong.push('the hint is listed');
  if (new Set(listed).size !== listed.length) wrong.push('a part is listed twice');
  return wrong;
}

function checkSegments({ segments, targetDurationS, partTargetS }: ParsedPlaylist): string[] {
  const wrong: string[] = [];
  let toEndS = segments.reduce((total, segment) => total + segment.durationS, 0);
  let dateMs = Number.NEGATIVE_INFINITY;
  let before: ParsedSegment | null = null;
  for (const [i, segment] of segments.entries()) {
    const name = segment.uri ?? 'open segment';
    const say = (what: string) => wrong.push(`${name}: ${what}`);
    toEndS -= segment.durationS;
    const open = segment.uri === null;
    if (open && i < segments.length - 1) say('under construction, but not the last');
    if (Math.round(segment.durationS) > targetDurationS) say(`${segment.durationS} s above TARGETDURATION`);
    if (segment.programDateTimeMs === null) say('no PROGRAM-DATE-TIME');
    else if (segment.programDateTimeMs <= dateMs) say('PROGRAM-DATE-TIME not after the one before');
    dateMs = segment.programDateTimeMs ?? dateMs;
    if (segment.mapUri === null) say('no EXT-X-MAP');
    if (!open && segment.parts.length === 0 && toEndS < 3 * targetDurationS) say('parts removed too soon');
    checkBreak(before, segment, say);
    before = segment;
    checkParts(segment, partTargetS, say);
  }
  return wrong;
}

/** What decoders must be told of, and where they can begin anew (RFC 8216bis, 4.4.4.3 and 4.4.4.9). */
function checkBreak(before: ParsedSegment | null, segment: ParsedSegment, say: (what: string) => void): void {
  const hasNewMap = before !== null && before.mapUri !== segment.mapUri;
  if (hasNewMap && !segment.discontinuity) say('another map without a discontinuity');
  const [first] = segment.parts;
  if (segment.discontinuity && first !== undefined && !first.independent)
    say('begins a discontinuity without a key frame');
}

function checkParts(segment: ParsedSegment, partTargetS: number, say: (what: string) => void): void {
  if (segment.parts.length === 0) return;
  const total = segment.parts.reduce((seconds, part) => seconds + part.durationS, 0);
  if (Math.abs(total - segment.durationS) > ROUNDING_S) say(`parts are ${total} s of ${segment.durationS} s`);
  for (const [i, part] of segment.parts.entries()) {
    if (part.durationS > partTargetS + 1e-9) say(`${part.uri} is ${part.durationS} s of ${partTargetS} s`);
    // The last part of a segment may be short; of an open segment nobody knows yet which is the last.
    const mayBeShort = i === segment.parts.length - 1;
    if (!mayBeShort && part.durationS < 0.85 * partTargetS - 1e-5)
      say(`${part.uri} is only ${part.durationS} s`);
  }
}
