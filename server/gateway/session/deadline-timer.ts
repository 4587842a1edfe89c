import type { Cancel, Clock } from '#core/kit';

/** One timer that follows a deadline which moves. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #fire: () => void;
  #armed: { readonly atMs: number; readonly cancel: Cancel } | null = null;

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
    const cancel = this.#clock.after(Math.max(0, atMs - this.#clock.monotonicMs()), () => {
      this.#armed = null;
      this.#fire();
    });
    this.#armed = { atMs, cancel };
  }
}
