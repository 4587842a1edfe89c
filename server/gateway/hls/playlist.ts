import { type Part, TARGET_DURATION_S, TICKS_PER_SECOND } from '../fmp4/index.ts';
import { initName, partName, segmentName } from './resource-name.ts';
import { ROUNDING_TICKS } from './rounding.ts';
import type { Segment } from './segment.ts';
import type { HlsWindow } from './window.ts';

/** Older segments may be left out of a delta; six target durations at least (RFC 8216bis, 4.4.3.8). */
const SKIP_BOUNDARY_S = 6 * TARGET_DURATION_S;
const SKIP_BOUNDARY_TICKS = SKIP_BOUNDARY_S * TICKS_PER_SECOND + ROUNDING_TICKS;

/** Parts are listed for segments this close to the end (RFC 8216bis, 4.4.4.9). */
const PARTS_LISTED_TICKS = 3 * TARGET_DURATION_S * TICKS_PER_SECOND + ROUNDING_TICKS;

/** Writes the media playlists of one stream (RFC 8216bis). */
export class PlaylistRenderer {
  readonly #epoch: string;
  /** The lines of complete segments, parts included; they do not change any more. */
  readonly #completeLines = new WeakMap<Segment, string>();

  /** @param epoch in the names of all resources */
  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  /**
   * The full playlist, or a delta update (6.2.5.1).
   * @param open the window's segment under construction
   * @param delta leave out what lies before the skip boundary, if anything does
   */
  render(window: HlsWindow, open: Segment, delta: boolean): string {
    const distances = distancesFromEnd(window.complete, open);
    const skipped = delta ? distances.filter((ticks) => ticks >= SKIP_BOUNDARY_TICKS).length : 0;
    const lines = header(window, open);
    if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`);
    let initId: number | null = null;
    for (const [i, segment] of [...window.complete, open].entries()) {
      const mapChanges = segment.initId !== initId;
      initId = segment.initId;
      if (i < skipped) continue;
      if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY');
      if (mapChanges) lines.push(`#EXT-X-MAP:URI="${initName(this.#epoch, segment.initId)}"`);
      lines.push(this.#segment(segment, segment === open, distances[i] ?? 0));
    }
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partName(this.#epoch, window.nextPartSequence)}"`);
    return `${lines.join('\n')}\n`;
  }

  #segment(segment: Segment, open: boolean, distanceTicks: number): string {
    if (open) return this.#lines(segment, { withParts: true, complete: false });
    if (distanceTicks > PARTS_LISTED_TICKS) return this.#lines(segment, { withParts: false, complete: true });
    const kept = this.#completeLines.get(segment);
    if (kept !== undefined) return kept;
    const made = this.#lines(segment, { withParts: true, complete: true });
    this.#completeLines.set(segment, made);
    return made;
  }

  #lines(segment: Segment, { withParts, complete }: { withParts: boolean; complete: boolean }): string {
    const lines = [`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.programDateTimeMs).toISOString()}`];
    if (withParts) lines.push(...segment.parts.map((part) => this.#part(part)));
    if (complete) {
      lines.push(
        `#EXTINF:${seconds(segment.durationTicks)},`,
        segmentName(this.#epoch, segment.mediaSequence),
      );
    }
    return lines.join('\n');
  }

  #part(part: Part): string {
    const independent = part.independent ? ',INDEPENDENT=YES' : '';
    const name = partName(this.#epoch, part.sequence);
    return `#EXT-X-PART:DURATION=${seconds(part.durationTicks)},URI="${name}"${independent}`;
  }
}

function header(window: HlsWindow, open: Segment): string[] {
  const partTargetS = (open.parts[0]?.targetTicks ?? 0) / TICKS_PER_SECOND;
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `CAN-SKIP-UNTIL=${SKIP_BOUNDARY_S.toFixed(1)}`,
    `HOLD-BACK=${(3 * TARGET_DURATION_S).toFixed(1)}`,
    `PART-HOLD-BACK=${(3 * partTargetS).toFixed(3)}`,
  ];
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${TARGET_DURATION_S}`,
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${partTargetS.toFixed(3)}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.complete[0]?.mediaSequence ?? open.mediaSequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${window.discontinuitySequence}`,
  ];
}

/** How far the end of each complete segment is from the end of the playlist, in ticks; falling. */
function distancesFromEnd(complete: readonly Segment[], open: Segment): number[] {
  let distance = open.durationTicks;
  const distances: number[] = [];
  for (const segment of complete.toReversed()) {
    distances.unshift(distance);
    distance += segment.durationTicks;
  }
  return distances;
}

function seconds(ticks: number): string {
  return (ticks / TICKS_PER_SECOND).toFixed(5);
}
