import type { Cancel, Clock } from '#core/kit';

/** A timer that comes so late was held up by this process. */
const LATE_MS = 200;

/**
 * One timer that follows a deadline which moves.
 *
 * A timer runs before what waits in the sockets is read. So where the whole process was held up, a deadline seems to
 * have passed in silence though what it waits for is there, for all cameras at once. A timer that comes late
 * therefore lets the sockets be read once before it fires.
 */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #fire: () => void;
  #armed: { readonly atMs: number; cancel: Cancel } | null = null;

  constructor(clock: Clock, fire: () => void) {
    this.#clock = clock;
    this.#fire = fire;
  }

  /** Fires once at `atMs` (monotonic), in place of whatever was set before; null: not at all. */
  set(atMs: number | null): void {
    if (atMs === (this.#armed?.atMs ?? null)) return;
    this.#armed?.cancel();
    this.#armed = null;
    if (atMs === null) return;
    const delayMs = Math.max(0, atMs - this.#clock.monotonicMs());
    const dueMs = this.#clock.monotonicMs() + delayMs;
    const armed = { atMs, cancel: this.#clock.after(delayMs, () => this.#due(armed, dueMs)) };
    this.#armed = armed;
  }

  #due(armed: { cancel: Cancel }, dueMs: number): void {
    if (this.#clock.monotonicMs() - dueMs < LATE_MS) this.#expire();
    else armed.cancel = this.#clock.after(0, () => this.#expire());
  }

  #expire(): void {
    this.#armed = null;
    this.#fire();
  }
}
