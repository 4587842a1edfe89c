import { AAC_FRAME_SAMPLES, type AacFormat, silentAacFrame } from '../codec/index.ts';
import { type AudioSample, buildAudioFragment } from './audio-fragment.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

/**
 * How far sound may lie behind the pictures of a part. Beyond it silence is put in, since a player stalls where one of
 * its tracks ends; less than players keep between themselves and the live edge, so that they do not notice.
 */
const LAG_TICKS_MAX = 0.4 * TICKS_PER_SECOND;

/** A microphone that was not heard for so many parts is not waited for, until it is heard again. */
const SILENT_PARTS = 5;

/** Time stamps jitter by so much, and by most of a frame, without anything missing. */
const JITTER_TICKS = 0.04 * TICKS_PER_SECOND;
const JITTER_FRAMES = 0.9;

/** A frame that is later than this has lost its place to silence, or to the frames before it. */
const LATE_TICKS_MAX = 0.1 * TICKS_PER_SECOND;

/** Where frames are late for so long, the camera's time stamps are wrong, and sound goes on later than they say. */
const LATE_FOR_TICKS = TICKS_PER_SECOND;

/** Sound further ahead of what went out is none that could be meant: pictures come every few seconds at least. */
const AHEAD_TICKS_MAX = 6 * TICKS_PER_SECOND;

/** Most that waits for the pictures of a part. */
const PENDING_MAX = 512;

/**
 * The sound of one stream, in step with its pictures. Whatever the camera sends, and if it sends nothing at all, the
 * track has no holes and never ends long before the pictures do: where there is no sound there is silence.
 */
export class AudioTrack {
  readonly format: AacFormat;
  readonly #frameTicks: number;
  readonly #silence: Uint8Array;
  #pending: Uint8Array[] = [];
  /** Where the first pending frame begins; null until pictures begin. */
  #startTicks: number | null = null;
  /** Parts that closed since the camera last sent sound, be it late or not. */
  #silentParts = 0;
  /** The last frame is silence that was put in for want of sound. */
  #filled = false;
  /** For how long frames have been late, on balance. */
  #lateTicks = 0;
  #shiftTicks = 0;

  constructor(format: AacFormat) {
    this.format = format;
    this.#frameTicks = (AAC_FRAME_SAMPLES * TICKS_PER_SECOND) / format.sampleRateHz;
    this.#silence = silentAacFrame(format.channels);
  }

  /**
   * Pictures begin here, for the first time or behind a discontinuity. Sound begins with them: what it lagged in a part
   * that is out already is a hole, for players go by the track that begins first.
   */
  begin(timeTicks: number): void {
    this.#startTicks = Math.max(timeTicks, this.#startTicks ?? 0);
    this.#lateTicks = 0;
    this.#shiftTicks = 0;
  }

  /** The next frame of sound. @param timeTicks when it is heard, on the output timeline */
  push(data: Uint8Array, timeTicks: number): void {
    this.#silentParts = 0;
    if (this.#startTicks === null) return;
    const ahead = timeTicks + this.#shiftTicks - this.#endTicks(this.#startTicks);
    if (ahead < -this.#latenessAllowed()) {
      this.#late(-ahead);
      return;
    }
    if (ahead > AHEAD_TICKS_MAX) return;
    this.#lateTicks = Math.max(0, this.#lateTicks - this.#frameTicks / 4);
    if (ahead > Math.max(JITTER_TICKS, JITTER_FRAMES * this.#frameTicks)) {
      this.#keepSilence(Math.round(ahead / this.#frameTicks));
    }
    this.#keep(data);
    this.#filled = false;
  }

  /**
   * The sound for a part of pictures, as a fragment of its own behind theirs.
   * @param endTicks where the pictures of the part end
   * @param settled no sound may come later for what ends here
   * @returns null where a part is shorter than a frame of sound
   */
  close(sequenceNumber: number, endTicks: number, settled: boolean): Uint8Array | null {
    if (this.#startTicks === null) return null;
    const waitsFor = settled || this.#silentParts >= SILENT_PARTS ? 0 : LAG_TICKS_MAX;
    this.#silentParts++;
    const missing = endTicks - this.#endTicks(this.#startTicks) - waitsFor;
    if (missing > 0) {
      this.#keepSilence(Math.ceil(missing / this.#frameTicks));
      this.#filled = true;
    }
    const frames = this.#pending;
    if (frames.length === 0) return null;
    const start = this.#startTicks;
    this.#startTicks = this.#endTicks(start);
    this.#pending = [];
    const at = (frame: number): number => Math.round(start + frame * this.#frameTicks);
    const samples = frames.map(
      (data, index): AudioSample => ({ data, durationTicks: at(index + 1) - at(index) }),
    );
    return buildAudioFragment({ sequenceNumber, decodeTimeTicks: at(0), samples });
  }

  #endTicks(startTicks: number): number {
    return startTicks + this.#pending.length * this.#frameTicks;
  }

  /** Behind silence sound takes its true place, or it would stay late for good. */
  #latenessAllowed(): number {
    return this.#filled ? this.#frameTicks / 2 : Math.max(LATE_TICKS_MAX, this.#frameTicks);
  }

  #late(byTicks: number): void {
    this.#lateTicks += this.#frameTicks;
    if (this.#lateTicks < LATE_FOR_TICKS) return;
    this.#shiftTicks += byTicks;
    this.#lateTicks = 0;
  }

  #keepSilence(frames: number): void {
    const room = PENDING_MAX - this.#pending.length;
    for (let count = Math.min(frames, room); count > 0; count--) this.#pending.push(this.#silence);
  }

  /** Past its bound sound is dropped; the pictures' next part then asks for silence in its place. */
  #keep(data: Uint8Array): void {
    if (this.#pending.length < PENDING_MAX) this.#pending.push(data);
  }
}
