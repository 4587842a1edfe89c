import type { Clock } from '#core/kit';
import { type InitSegment, type Part, TARGET_DURATION_S, TICKS_PER_SECOND } from '../fmp4/index.ts';
import { ROUNDING_TICKS } from './rounding.ts';
import type { Segment } from './segment.ts';

/** Complete segments kept, as long as they last three target durations (RFC 8216bis, 6.2.2). */
const SEGMENTS = 7;
const SHORTEST_WINDOW_TICKS = 3 * TARGET_DURATION_S * TICKS_PER_SECOND + ROUNDING_TICKS;

/** A flapping source makes segments of single pictures; past this, the window may be shorter than it should. */
const MOST_SEGMENTS = 4 * SEGMENTS;

/**
 * What has left the playlist can still be had for so long: a client that read of it a moment ago may be about to ask. By the
 * clock, not by what came meanwhile: behind a thin link a camera's backlog comes all at once.
 * The standard wants as long as the playlist lasts (RFC 8216bis, 6.2.2), which would double what every stream costs.
 */
const GRACE_MS = TARGET_DURATION_S * 1_000;
/** As many as flapping makes in that time at 30 pictures a second. */
const MOST_LEAVING = 120;

/** Four times what a camera of 16 Mb/s needs. One that sends more has a shorter playlist; it may not take what others need. */
const MOST_BYTES = 128 * 1024 * 1024;

interface LeavingSegment {
  readonly segment: Segment;
  /** Monotonic. */
  readonly leftAtMs: number;
}

/**
 * The last segments of a stream, the one under construction, and the init segments they need. Takes over the hold that parts
 * come with, and releases it when it forgets them.
 */
export class HlsWindow {
  readonly #firstMediaSequence: number;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #inits = new Map<number, InitSegment>();
  /** Out of the playlist, not yet forgotten; oldest first. */
  readonly #leaving: LeavingSegment[] = [];
  readonly #complete: Segment[] = [];
  #open: Segment | null = null;
  #discontinuitySequence = 0;
  #nextPartSequence = 0;
  #byteLength = 0;

  /** @param firstMediaSequence where numbering starts */
  constructor(firstMediaSequence: number, clock: Pick<Clock, 'monotonicMs'>) {
    this.#firstMediaSequence = firstMediaSequence;
    this.#clock = clock;
  }

  /** Complete segments, oldest first. */
  get complete(): readonly Segment[] {
    return this.#complete;
  }

  /** The segment under construction, with at least one part; null before the first part. */
  get open(): Segment | null {
    return this.#open;
  }

  /** EXT-X-DISCONTINUITY-SEQUENCE: discontinuities that have left the window. */
  get discontinuitySequence(): number {
    return this.#discontinuitySequence;
  }

  /** The part that a preload hint promises. */
  get nextPartSequence(): number {
    return this.#nextPartSequence;
  }

  /** Media bytes held. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Adds the init segment that the next parts need. */
  addInit(init: InitSegment): void {
    // A camera may change its parameter sets without ever sending a picture.
    const used = new Set(this.#all().map((segment) => segment.initId));
    for (const id of this.#inits.keys()) if (!used.has(id)) this.#inits.delete(id);
    this.#inits.set(init.id, init);
  }

  /** Adds the next part; a segment start completes the segment before it. */
  addPart(part: Part): void {
    const nowMs = this.#clock.monotonicMs();
    this.#forgetOld(nowMs);
    if (this.#open === null || part.segmentStart) {
      if (this.#open !== null) this.#complete.push(this.#open);
      this.#open = this.#newSegment(part);
      this.#trim(nowMs);
    }
    this.#open.parts.push(part);
    this.#open.durationTicks += part.durationTicks;
    this.#byteLength += sizeOf(part);
    this.#nextPartSequence = part.sequence + 1;
    if (this.#isTooLarge) this.#trim(nowMs);
  }

  /** Forgets everything. */
  clear(): void {
    for (const { parts } of this.#all()) for (const { memory } of parts) memory.release();
    this.#leaving.length = 0;
    this.#complete.length = 0;
    this.#open = null;
    this.#inits.clear();
    this.#byteLength = 0;
  }

  init(id: number): InitSegment | null {
    return this.#inits.get(id) ?? null;
  }

  /** @returns null when it is not there yet, or no more */
  part(sequence: number): Part | null {
    for (const segment of this.#all()) {
      const first = segment.parts[0];
      const part = first && segment.parts[sequence - first.sequence];
      if (part) return part;
    }
    return null;
  }

  /** A complete segment. */
  segment(mediaSequence: number): Segment | null {
    return this.#allComplete().find((segment) => segment.mediaSequence === mediaSequence) ?? null;
  }

  #newSegment(first: Part): Segment {
    const last = this.#complete.at(-1);
    const capturedAtMs = Math.round(first.capturedAtUs / 1000);
    return {
      mediaSequence: (last?.mediaSequence ?? this.#firstMediaSequence - 1) + 1,
      initId: first.initId,
      discontinuity: first.discontinuity,
      // The clock of a camera steps; the playlist's may not (MF #36).
      programDateTimeMs: Math.max(capturedAtMs, (last?.programDateTimeMs ?? 0) + 1),
      parts: [],
      durationTicks: 0,
    };
  }

  #trim(nowMs: number): void {
    let total = this.#complete.reduce((sum, segment) => sum + segment.durationTicks, 0);
    for (;;) {
      const oldest = this.#complete[0];
      // One stays whatever it takes: a playlist without any is refused.
      if (oldest === undefined || this.#complete.length === 1) return;
      total -= oldest.durationTicks;
      if (!this.#isTooLarge && !isLongEnough(this.#complete.length, total)) return;
      this.#complete.shift();
      if (oldest.discontinuity) this.#discontinuitySequence += 1;
      this.#leaving.push({ segment: oldest, leftAtMs: nowMs });
      this.#forgetOld(nowMs);
    }
  }

  get #isTooLarge(): boolean {
    return this.#byteLength > MOST_BYTES;
  }

  #forgetOld(nowMs: number): void {
    for (;;) {
      const oldest = this.#leaving[0];
      if (oldest === undefined) return;
      const isRecent = nowMs - oldest.leftAtMs < GRACE_MS && this.#leaving.length <= MOST_LEAVING;
      if (isRecent && !this.#isTooLarge) return;
      this.#leaving.shift();
      this.#forget(oldest.segment);
    }
  }

  #forget(segment: Segment): void {
    for (const part of segment.parts) {
      this.#byteLength -= sizeOf(part);
      part.memory.release();
    }
    const oldestInit = this.#all()[0]?.initId ?? segment.initId;
    for (const id of this.#inits.keys()) if (id < oldestInit) this.#inits.delete(id);
  }

  /** Everything that can be had, oldest first. */
  #all(): Segment[] {
    const complete = this.#allComplete();
    return this.#open === null ? complete : [...complete, this.#open];
  }

  #allComplete(): Segment[] {
    return [...this.#leaving.map(({ segment }) => segment), ...this.#complete];
  }
}

/** Whether so many segments do without their oldest. @param restTicks how long they last then */
function isLongEnough(count: number, restTicks: number): boolean {
  return count > SEGMENTS && (restTicks >= SHORTEST_WINDOW_TICKS || count > MOST_SEGMENTS);
}

function sizeOf({ bytes, audio }: Part): number {
  return bytes.byteLength + (audio?.byteLength ?? 0);
}
