import { LONGEST_LEAD_TICKS } from './part-target.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

/**
 * A step longer than so many pictures, and the longest lead of a part, is no pause of the camera: the part that has it would
 * exceed its target. Players are spared it, as they are spared one of minutes.
 */
const LONGEST_PAUSE_PICTURES = 1.5;

/** Before a key frame, with which pictures go on after a loss (Q22), it is none from here on. */
const LONGEST_PAUSE_PICTURES_BEFORE_KEY_FRAME = 2.5;

/** Frame rates that are believed go down to a picture in so much time. */
const LONGEST_INTERVAL_TICKS = 2.5 * TICKS_PER_SECOND;

const DEFAULT_INTERVAL_TICKS = TICKS_PER_SECOND / 25;

/** How many of the last intervals weigh in the estimate. */
const MEMORY = 8;

/** Where an access unit falls on the output timeline. */
export interface TimelineStep {
  readonly timeTicks: number;
  /** The input's time jumped, so the step before this picture is an estimate. */
  readonly jumped: boolean;
}

/**
 * Maps the decode times of a stream, with their gaps, steps back and restarts, to one output timeline that
 * starts at 0 and only rises. Where the input jumps, the output goes on by one usual frame interval: players get
 * no hole to stall in.
 */
export class OutputTimeline {
  #lastInput: number | null = null;
  #lastOutput: number | null = null;
  /** Output minus input, as long as the input does not jump. */
  #offset = 0;
  #interval = DEFAULT_INTERVAL_TICKS;
  #measured = 0;
  /** The last step was too long, and none over a loss. */
  #paused = false;

  /** The usual time between two pictures. */
  get intervalTicks(): number {
    return this.#interval;
  }

  /** Whether the interval comes from pictures; before, it is only expected. */
  get measured(): boolean {
    return this.#measured > 0;
  }

  /** What the parameter sets say of the frame rate. Believed only until pictures come: it is often wrong. */
  expectFrameRate(framesPerSecond: number | null): void {
    if (this.#measured > 0 || framesPerSecond === null) return;
    if (framesPerSecond >= 1 && framesPerSecond <= 240) this.#interval = TICKS_PER_SECOND / framesPerSecond;
  }

  /** The next access unit comes from a timeline of its own. */
  restart(): void {
    this.#lastInput = null;
    this.#paused = false;
  }

  /** Where a time of the input falls now; null before the access unit that begins a timeline. */
  place(inputTicks: number): number | null {
    return this.#lastInput === null ? null : inputTicks + this.#offset;
  }

  /** Places the next access unit. Times returned are whole and rise strictly. */
  advance(dts: number, keyFrame: boolean): TimelineStep {
    const step = this.#lastInput === null ? null : dts - this.#lastInput;
    const jumped = step === null || this.#takeForJump(step, keyFrame);
    const last = this.#lastOutput;
    if (jumped) {
      this.#offset = (last === null ? 0 : last + Math.max(1, Math.round(this.#interval))) - dts;
    } else if (step > 0) {
      this.#measure(step);
    }
    // A small step back is jitter: the input's highest time stays the measure, and output waits for it.
    this.#lastInput = jumped ? dts : Math.max(dts, this.#lastInput ?? dts);
    const timeTicks = Math.max(Math.round(dts + this.#offset), last === null ? 0 : last + 1);
    this.#lastOutput = timeTicks;
    return { timeTicks, jumped: jumped && last !== null };
  }

  /**
   * One long step is a jump, if it is known what is long. Another one behind it, without a key frame, tells that pictures have
   * become rare.
   * @returns whether the step is a jump
   */
  #takeForJump(step: number, keyFrame: boolean): boolean {
    const longest = this.#longestPause(keyFrame);
    const isLong = step > longest;
    const isPause = isLong && !keyFrame;
    const isRare = isPause && (this.#paused || !this.measured) && step <= LONGEST_INTERVAL_TICKS;
    this.#paused = isPause;
    return (isLong && !isRare) || step < -longest;
  }

  #longestPause(keyFrame: boolean): number {
    const fitting = LONGEST_PAUSE_PICTURES * this.#interval + LONGEST_LEAD_TICKS;
    return keyFrame ? Math.min(LONGEST_PAUSE_PICTURES_BEFORE_KEY_FRAME * this.#interval, fitting) : fitting;
  }

  #measure(step: number): void {
    this.#measured = Math.min(this.#measured + 1, MEMORY);
    this.#interval += (step - this.#interval) / this.#measured;
  }
}
