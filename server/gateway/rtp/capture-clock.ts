import type { EpochMs } from '#core/kit';

/** A camera whose clock is further off than this from ours is not believed: its reports would only mislead. */
const CLOCK_ERROR_MS_MAX = 10_000;

/** What the camera's clock showed at a time of its stream. */
interface Report {
  readonly ticks: number;
  readonly atMs: EpochMs;
}

/** The soonest arrival of a time between this and twice as long counts: clocks drift apart, ways get longer. */
const ARRIVALS_MS = 4_000;

/**
 * Tells when a picture was captured: from RTCP sender reports (RFC 3550, 6.4.1) while they are sane, else by when it would have
 * arrived had it come as quickly as the quickest of late: pictures that waited, in the network or for us, are older.
 * Never jumps back: where a better source says earlier, time stands until it has caught up.
 */
export class CaptureClock {
  readonly #clockRate: number;
  #report: Report | null = null;
  #lastMs: EpochMs = 0;
  /** How far arrivals were behind the timeline at least, in the time under way and in the one before. */
  #lagMs = Number.POSITIVE_INFINITY;
  #lagBeforeMs = Number.POSITIVE_INFINITY;
  #lagUntilMs: EpochMs = 0;

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

  /** @param arrivalMs wall-clock time at which the picture was read; it may have come before */
  capturedAtMs(ticks: number, arrivalMs: EpochMs): EpochMs {
    const told =
      this.#report === null ? this.#byArrivals(ticks, arrivalMs) : this.#byReport(this.#report, ticks);
    const believed = Math.abs(told - arrivalMs) <= CLOCK_ERROR_MS_MAX ? told : arrivalMs;
    this.#lastMs = Math.max(this.#lastMs, believed);
    return this.#lastMs;
  }

  #byReport(report: Report, ticks: number): EpochMs {
    return report.atMs + ((ticks - report.ticks) * 1_000) / this.#clockRate;
  }

  #byArrivals(ticks: number, arrivalMs: EpochMs): EpochMs {
    const mediaMs = (ticks * 1_000) / this.#clockRate;
    // Our own clock may have been put back.
    if (arrivalMs >= this.#lagUntilMs || arrivalMs < this.#lagUntilMs - ARRIVALS_MS) {
      this.#lagBeforeMs = this.#lagMs;
      this.#lagMs = Number.POSITIVE_INFINITY;
      this.#lagUntilMs = arrivalMs + ARRIVALS_MS;
    }
    this.#lagMs = Math.min(this.#lagMs, arrivalMs - mediaMs);
    return mediaMs + Math.min(this.#lagMs, this.#lagBeforeMs);
  }
}
