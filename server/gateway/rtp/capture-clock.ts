import type { EpochMs } from '#core/kit';

/** A camera whose clock is further off than this from ours is not believed: its reports would only mislead. */
const CLOCK_ERROR_MS_MAX = 10_000;

/**
 * Tells when a picture was captured: from RTCP sender reports (RFC 3550, 6.4.1) while they are sane, else by its arrival.
 * Never jumps back: where a better source says earlier, time stands until it has caught up.
 */
export class CaptureClock {
  readonly #clockRate: number;
  #report: { readonly ticks: number; readonly atMs: EpochMs } | null = null;
  #lastMs: EpochMs = 0;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /**
   * Takes in a sender report.
   * @param ticks the report's RTP time on the timeline
   * @param ntpMs its NTP time as ms since 1970; null when the camera sent 0, as some do (Q26)
   */
  report(ticks: number, ntpMs: EpochMs | null, arrivalMs: EpochMs): void {
    const sane = ntpMs !== null && Math.abs(ntpMs - arrivalMs) <= CLOCK_ERROR_MS_MAX;
    this.#report = sane ? { ticks, atMs: ntpMs } : null;
  }

  /** @param arrivalMs wall-clock time at which the picture arrived */
  capturedAtMs(ticks: number, arrivalMs: EpochMs): EpochMs {
    const reported =
      this.#report === null
        ? arrivalMs
        : this.#report.atMs + ((ticks - this.#report.ticks) * 1_000) / this.#clockRate;
    const believed = Math.abs(reported - arrivalMs) <= CLOCK_ERROR_MS_MAX ? reported : arrivalMs;
    this.#lastMs = Math.max(this.#lastMs, believed);
    return this.#lastMs;
  }
}
