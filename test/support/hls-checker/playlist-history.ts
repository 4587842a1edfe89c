import { isDeepStrictEqual } from 'node:util';
import { checkPlaylist } from './check-playlist.ts';
import type { ParsedPlaylist, ParsedSegment } from './parse-playlist.ts';

/** What no playlist of a stream may say differently from the one before. */
const FIXED = [
  'version',
  'targetDurationS',
  'partTargetS',
  'partHoldBackS',
  'holdBackS',
  'canSkipUntilS',
] as const;

/** Checks the playlists of one stream one after the other, as a client sees them. */
export class PlaylistHistory {
  readonly violations: string[] = [];
  #last: ParsedPlaylist | null = null;
  #seen = 0;

  /** The last playlist, whole. */
  get last(): ParsedPlaylist | null {
    return this.#last;
  }

  /** How many playlists were looked at. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes the next playlist; a delta update is applied first. @returns the whole playlist */
  add(received: ParsedPlaylist): ParsedPlaylist {
    this.#seen += 1;
    const playlist = received.skippedSegments > 0 ? this.#apply(received) : received;
    this.violations.push(...checkPlaylist(playlist));
    if (this.#last !== null) this.#compare(this.#last, playlist);
    this.#last = playlist;
    return playlist;
  }

  /** Replaces EXT-X-SKIP by the segments it stands for (RFC 8216bis, 6.3.7). */
  #apply(delta: ParsedPlaylist): ParsedPlaylist {
    const before = this.#last;
    if (before === null) throw new Error('a delta update without anything before it');
    const from = delta.mediaSequence - before.mediaSequence;
    const kept = before.segments.slice(from, from + delta.skippedSegments);
    if (from < 0 || kept.length !== delta.skippedSegments || kept.some((segment) => segment.uri === null)) {
      this.violations.push(`a delta skips ${delta.skippedSegments} segments that the client cannot have`);
    }
    const lastMap = kept.at(-1)?.mapUri ?? null;
    const rest = delta.segments.map((segment) => ({ ...segment, mapUri: segment.mapUri ?? lastMap }));
    const restS = rest.reduce((total, segment) => total + segment.durationS, 0);
    if (restS < delta.canSkipUntilS - 0.002)
      this.violations.push(`a delta of ${restS} s skips behind the boundary`);
    // Parts of skipped segments are of no use to a client any more.
    const skipped = kept.map((segment): ParsedSegment => ({ ...segment, parts: [] }));
    return { ...delta, skippedSegments: 0, segments: [...skipped, ...rest] };
  }

  #compare(before: ParsedPlaylist, after: ParsedPlaylist): void {
    const say = (what: string) => this.violations.push(what);
    for (const key of FIXED) {
      if (before[key] !== after[key]) say(`${key} changed from ${before[key]} to ${after[key]}`);
    }
    const removed = after.mediaSequence - before.mediaSequence;
    if (removed < 0) return void say(`MEDIA-SEQUENCE fell by ${-removed}`);
    const listedS = after.segments.reduce((total, segment) => total + segment.durationS, 0);
    if (removed > 0 && listedS < 3 * after.targetDurationS - 0.002) say(`only ${listedS} s left (6.2.2)`);
    const gone = before.segments.slice(0, removed);
    const discontinuities = gone.filter((segment) => segment.discontinuity).length;
    const rose = after.discontinuitySequence - before.discontinuitySequence;
    // After a long absence more may have come and gone than the client ever saw.
    const sawAll = removed <= before.segments.length;
    if (rose < discontinuities || (sawAll && rose > discontinuities)) {
      say(`DISCONTINUITY-SEQUENCE rose by ${rose}, ${discontinuities} left the playlist`);
    }
    for (const [i, old] of before.segments.slice(removed).entries()) {
      const now = after.segments[i];
      if (now === undefined) say(`segment ${after.mediaSequence + i} is gone from the end`);
      else compareSegment(old, now, say);
    }
    this.#compareHint(before, after);
  }

  /** What was hinted must be the next part that appears. */
  #compareHint(before: ParsedPlaylist, after: ParsedPlaylist): void {
    const known = new Set(before.segments.flatMap((segment) => segment.parts.map((part) => part.uri)));
    const next = after.segments.flatMap((segment) => segment.parts).find((part) => !known.has(part.uri));
    // After a long absence the hinted part may have left the list.
    const overlaps = after.segments.some((segment) => segment.parts.some((part) => known.has(part.uri)));
    if (next !== undefined && overlaps && next.uri !== before.preloadHint) {
      this.violations.push(`${before.preloadHint} was hinted, ${next.uri} came`);
    }
  }
}

function compareSegment(old: ParsedSegment, now: ParsedSegment, say: (what: string) => void): void {
  const name = now.uri ?? 'open segment';
  if (old.uri !== null && old.uri !== now.uri) say(`${old.uri} became ${name}`);
  if (old.uri !== null && old.durationS !== now.durationS) say(`${name} changed its duration`);
  if (old.discontinuity !== now.discontinuity) say(`${name} changed its discontinuity`);
  if (old.mapUri !== now.mapUri) say(`${name} changed its map`);
  if (old.programDateTimeMs !== now.programDateTimeMs) say(`${name} changed its date`);
  if (now.parts.length === 0) return;
  for (const [i, part] of old.parts.entries()) {
    if (!isDeepStrictEqual(part, now.parts[i])) say(`${part.uri} changed`);
  }
}
