import type { AccessUnit } from './access-unit.ts';
import type { CodecCounters } from './codec-counters.ts';

/** A picture whose decode time is not known yet. */
export type UntimedAccessUnit = Omit<AccessUnit, 'dts'>;

/** As many pictures as standards let be reordered (ITU-T H.264, A.3.1; H.265, A.4.2). */
const DEPTH_MAX = 16;
/**
 * Where pictures are reordered, the third one sent shows it (key frame, reference, B-frame), and one more for each level
 * of a pyramid tells the time between two pictures. Cameras do not build higher ones.
 */
const PICTURES_HELD_MAX = 4;
/** Deeper than hierarchies of sixteen pictures need: a picture overtaken by more is one whose time went back. */
const UNCLAIMED_DEPTH_MAX = 4;
const DEFAULT_INTERVAL_TICKS = 90_000 / 25;

/**
 * Gives decode times to pictures that come in decode order with presentation times (Q25). A decode time is the
 * presentation time of the picture shown so many pictures earlier as the stream's reordering is deep: it rises
 * steadily and is never later than the picture's own presentation time.
 *
 * The depth a stream claims counts only once its pictures really change order, for which the first pictures are held
 * back; streams that claim none are not. One that reorders without a claim, or later, is found out by its pictures:
 * decode times then stand nearly still until the lag is made up, and meanwhile are later than presentation times.
 */
export class DecodeOrder {
  readonly #counters: CodecCounters;
  readonly #emit: (unit: AccessUnit) => void;
  /** Pictures held back until it is known whether they are reordered; null when that is known. */
  #held: UntimedAccessUnit[] | null = [];
  #claimedDepth = 0;
  #depth = 0;
  /** Presentation times that no picture has had as decode time, rising; at most as many as the depth. */
  #pending: number[] = [];
  /** The presentation times of the last pictures, at most `DEPTH_MAX` of them, in a ring. */
  #recent: number[] = [];
  #recentAt = 0;
  #latestPts = Number.NEGATIVE_INFINITY;
  #lastDts: number | null = null;
  #intervalTicks = DEFAULT_INTERVAL_TICKS;

  constructor(counters: CodecCounters, emit: (unit: AccessUnit) => void) {
    this.#counters = counters;
    this.#emit = emit;
  }

  /** Another format begins. @param claimedDepth null where its parameter sets do not say */
  formatChanged(claimedDepth: number | null): void {
    this.#release();
    this.#claimedDepth = Math.min(DEPTH_MAX, claimedDepth ?? 0);
    this.#held = [];
    this.#depth = 0;
    this.#forgetTimes();
  }

  /** Pictures are missing before the next one, a key frame. */
  interrupted(): void {
    this.#release();
    this.#forgetTimes();
  }

  /** The next picture in decode order. */
  push(unit: UntimedAccessUnit): void {
    if (this.#held === null) {
      this.#give(unit);
      return;
    }
    const enough = this.#claimedDepth === 0 ? 1 : Math.min(this.#claimedDepth + 2, PICTURES_HELD_MAX);
    const isLast = this.#held.length + 1 >= enough;
    this.#held.push(isLast ? unit : withOwnBytes(unit));
    if (isLast) this.#release();
  }

  #release(): void {
    const held = this.#held;
    if (held === null || held.length === 0) return;
    this.#held = null;
    const shown = held.map(({ pts }) => pts).sort((a, b) => a - b);
    if (held.some(({ pts }, index) => pts !== shown[index])) {
      this.#depth = this.#claimedDepth;
      this.#intervalTicks = smallestStep(shown) ?? this.#intervalTicks;
    }
    for (const unit of held) this.#give(unit);
  }

  #give(unit: UntimedAccessUnit): void {
    if (this.#recent.length === 0) this.#startLag(unit.pts);
    this.#deepen(unit.pts);
    const { nalUnits, keyFrame, pts, capturedAtMs } = unit;
    this.#emit({ nalUnits, keyFrame, pts, dts: this.#next(pts), capturedAtMs });
  }

  #forgetTimes(): void {
    this.#pending = [];
    this.#recent = [];
    this.#recentAt = 0;
    this.#latestPts = Number.NEGATIVE_INFINITY;
  }

  /** Decode times begin as far before the first presentation time as they are to lag behind. */
  #startLag(pts: number): void {
    this.#pending = Array.from(
      { length: this.#depth },
      (_, i) => pts - (this.#depth - i) * this.#intervalTicks,
    );
  }

  #deepen(pts: number): void {
    const overtaken = pts >= this.#latestPts ? 0 : this.#recent.filter((earlier) => earlier > pts).length;
    if (overtaken > 0) this.#counters.reorderedPictures++;
    const credible = overtaken <= Math.max(UNCLAIMED_DEPTH_MAX, this.#claimedDepth);
    if (overtaken > this.#depth && credible) this.#depth = Math.max(overtaken, this.#claimedDepth);
    this.#recent[this.#recentAt] = pts;
    this.#recentAt = (this.#recentAt + 1) % DEPTH_MAX;
    this.#latestPts = Math.max(this.#latestPts, pts);
  }

  #next(pts: number): number {
    const due = this.#takeDue(pts);
    const last = this.#lastDts;
    if (last !== null && due !== undefined && due > last) this.#intervalTicks = due - last;
    const soonest = last === null ? Number.NEGATIVE_INFINITY : last + 1;
    // Without one that is due the depth has just grown, and there was a picture before.
    const dts = Math.max(due ?? soonest, soonest);
    this.#lastDts = dts;
    return dts;
  }

  /** Puts a time among the pending ones. @returns the earliest, if there are more than the depth */
  #takeDue(pts: number): number | undefined {
    if (this.#depth === 0 && this.#pending.length === 0) return pts;
    const at = this.#pending.findLastIndex((earlier) => earlier <= pts) + 1;
    this.#pending.splice(at, 0, pts);
    return this.#pending.length > this.#depth ? this.#pending.shift() : undefined;
  }
}

/** For later: what a picture is made of is good for this moment only. */
function withOwnBytes(unit: UntimedAccessUnit): UntimedAccessUnit {
  return { ...unit, nalUnits: unit.nalUnits.map((nalUnit) => Uint8Array.from(nalUnit)) };
}

function smallestStep(rising: readonly number[]): number | null {
  const steps = rising.slice(1).map((ticks, index) => ticks - (rising[index] ?? ticks));
  const positive = steps.filter((step) => step > 0);
  return positive.length > 0 ? Math.min(...positive) : null;
}
