import type { RtpCounters } from './rtp-counters.ts';

/** How far a timestamp may run from the clock on the wall before it is not believed. */
const DRIFT_MS_MAX = 10_000;
const MODULUS = 2 ** 32;

/**
 * The only place where 32-bit RTP timestamps become time: ticks of the RTP clock that never wrap, rising with the
 * stream, counted from its first packet's own timestamp.
 *
 * Jump policy (Q26). A timestamp is believed when its distance to the last one is within 10 s of the time that really
 * went by. One that is not is a rogue (Intelbras frames hours off, mediamtx #6255) and is refused; but when another one
 * follows that agrees with the rogue, the camera's clock has stepped, and the timeline goes on from where it was,
 * by the time that really went by.
 */
export class RtpTimeline {
  readonly #clockRate: number;
  readonly #counters: RtpCounters;
  #lastTimestamp: number | null = null;
  #lastTicks = 0;
  #lastArrivalMs = 0;
  #rogueTimestamp: number | null = null;
  #rogueArrivalMs = 0;
  #stepExpected = false;

  constructor(clockRate: number, counters: RtpCounters) {
    this.#clockRate = clockRate;
    this.#counters = counters;
  }

  /**
   * Places a packet on the timeline.
   * @param arrivalMs monotonic
   * @returns ticks, or null when the packet is to be dropped
   */
  place(timestamp: number, arrivalMs: number): number | null {
    if (this.#lastTimestamp === null) return this.#anchor(timestamp, timestamp, arrivalMs);
    if (timestamp === this.#lastTimestamp) return this.#lastTicks;
    const delta = signedDistance(this.#lastTimestamp, timestamp);
    if (this.#agrees(delta, arrivalMs - this.#lastArrivalMs)) {
      return this.#anchor(timestamp, this.#lastTicks + delta, arrivalMs);
    }
    return this.#doubt(timestamp, arrivalMs);
  }

  /** Where a timestamp near the last one lies, without moving anything: for sender reports. */
  near(timestamp: number): number | null {
    if (this.#lastTimestamp === null) return null;
    return this.#lastTicks + signedDistance(this.#lastTimestamp, timestamp);
  }

  /** Where the last packet lies; null before the first. */
  get latestTicks(): number | null {
    return this.#lastTimestamp === null ? null : this.#lastTicks;
  }

  /** Another source took over: the next timestamp starts anew, and the timeline goes on. */
  expectStep(): void {
    this.#rogueTimestamp = null;
    this.#stepExpected = this.#lastTimestamp !== null;
  }

  #doubt(timestamp: number, arrivalMs: number): number | null {
    const rogue = this.#rogueTimestamp;
    if (this.#stepExpected) return this.#step(timestamp, arrivalMs);
    if (rogue !== null && rogue !== timestamp) {
      const delta = signedDistance(rogue, timestamp);
      if (this.#agrees(delta, arrivalMs - this.#rogueArrivalMs)) return this.#step(timestamp, arrivalMs);
    }
    this.#counters.roguePackets++;
    if (rogue !== timestamp) {
      this.#rogueTimestamp = timestamp;
      this.#rogueArrivalMs = arrivalMs;
    }
    return null;
  }

  #step(timestamp: number, arrivalMs: number): number {
    const elapsedTicks = Math.max(
      1,
      Math.round(((arrivalMs - this.#lastArrivalMs) * this.#clockRate) / 1_000),
    );
    this.#counters.timelineSteps++;
    return this.#anchor(timestamp, this.#lastTicks + elapsedTicks, arrivalMs);
  }

  #agrees(deltaTicks: number, elapsedMs: number): boolean {
    return Math.abs((deltaTicks * 1_000) / this.#clockRate - elapsedMs) <= DRIFT_MS_MAX;
  }

  #anchor(timestamp: number, ticks: number, arrivalMs: number): number {
    this.#lastTimestamp = timestamp;
    this.#lastTicks = ticks;
    this.#lastArrivalMs = arrivalMs;
    this.#rogueTimestamp = null;
    this.#stepExpected = false;
    return ticks;
  }
}

/** From `from` to `to` the short way around, −2³¹ … 2³¹ − 1. */
function signedDistance(from: number, to: number): number {
  const distance = (to - from + MODULUS) % MODULUS;
  return distance >= MODULUS / 2 ? distance - MODULUS : distance;
}
