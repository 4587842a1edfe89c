import { sessionTiming } from './session-timing.ts';

interface Busy {
  readonly refusals: number;
  readonly untilMs: number;
}

/** More devices than one gateway serves; past it the oldest memory goes. */
const DEVICES_MAX = 10_000;

/**
 * Remembers which devices said that they are full (453 or 503, Q13). What one channel of a recorder is told holds for
 * all of them, so the device as a whole is left alone: by full jitter under a ceiling that doubles from 1 s to 15 s, and
 * with one try at a time, until it takes a stream again.
 */
export class BusyDevices {
  readonly #devices = new Map<string, Busy>();

  /** @param jitter uniform in [0, 1) */
  refused(deviceKey: string, jitter: number, nowMs: number): void {
    const refusals = (this.#of(deviceKey, nowMs)?.refusals ?? 0) + 1;
    const { retryFirstMs, busyMaxMs } = sessionTiming;
    const ceilingMs = Math.min(busyMaxMs, retryFirstMs * 2 ** (refusals - 1));
    this.#devices.delete(deviceKey);
    this.#devices.set(deviceKey, { refusals, untilMs: nowMs + jitter * ceilingMs });
    const oldest = this.#devices.keys().next().value;
    if (this.#devices.size > DEVICES_MAX && oldest !== undefined) this.#devices.delete(oldest);
  }

  accepted(deviceKey: string): void {
    this.#devices.delete(deviceKey);
  }

  /** Until when the device is left alone, monotonic; null when it has not refused lately. */
  untilMs(deviceKey: string, nowMs: number): number | null {
    return this.#of(deviceKey, nowMs)?.untilMs ?? null;
  }

  /** What was a minute ago says nothing of now. */
  #of(deviceKey: string, nowMs: number): Busy | undefined {
    const busy = this.#devices.get(deviceKey);
    if (busy === undefined || nowMs - busy.untilMs < sessionTiming.retryMaxMs) return busy;
    this.#devices.delete(deviceKey);
    return undefined;
  }
}
