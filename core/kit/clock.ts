/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Cancels what it was given for. Calling it again does nothing. */
export type Cancel = () => void;

/** Time as the program sees it. Everything with a deadline takes one, so that tests own the time. */
export interface Clock {
  /** Wall-clock time, which may jump. For stamps, never for intervals. */
  now(): EpochMs;
  /** Monotonic milliseconds from an arbitrary origin. For intervals and deadlines. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`. */
  after(delayMs: number, run: () => void): Cancel;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
