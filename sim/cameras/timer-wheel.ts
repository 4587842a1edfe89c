import type { Cancel, Clock } from '#core/kit';

const TICK_MS = 5;
const SLOTS = 256;

interface Task {
  readonly dueTick: number;
  run: (() => void) | null;
}

/**
 * One timer for everything that is paced: thousands of streams wait in slots of 5 ms. While nothing waits, no timer
 * runs at all. Tasks of one slot run in the order they were scheduled.
 */
export class TimerWheel {
  readonly #clock: Clock;
  readonly #slots: Task[][] = Array.from({ length: SLOTS }, () => []);
  #waiting = 0;
  #tick = 0;
  #cancelTimer: Cancel | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `run` once, not before `delayMs` and at most one slot after it. */
  schedule(delayMs: number, run: () => void): Cancel {
    if (this.#cancelTimer === null) {
      this.#tick = Math.floor(this.#clock.monotonicMs() / TICK_MS);
      this.#arm();
    }
    const dueTick = Math.max(this.#tick + 1, Math.ceil((this.#clock.monotonicMs() + delayMs) / TICK_MS));
    const task: Task = { dueTick, run };
    this.#slot(dueTick).push(task);
    this.#waiting++;
    return () => {
      if (task.run !== null) this.#waiting--;
      task.run = null;
    };
  }

  /** Forgets everything that waits. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (const slot of this.#slots) slot.length = 0;
    this.#waiting = 0;
  }

  #slot(tick: number): Task[] {
    const slot = this.#slots[tick % SLOTS];
    if (slot === undefined) throw new Error(`no slot for tick ${tick}`);
    return slot;
  }

  #arm(): void {
    const delayMs = (this.#tick + 1) * TICK_MS - this.#clock.monotonicMs();
    this.#cancelTimer = this.#clock.after(Math.max(0, delayMs), () => this.#turn());
  }

  #turn(): void {
    const untilTick = Math.floor(this.#clock.monotonicMs() / TICK_MS);
    while (this.#tick < untilTick) {
      this.#tick++;
      this.#runSlot(this.#tick);
    }
    this.#cancelTimer = null;
    if (this.#waiting > 0) this.#arm();
  }

  #runSlot(tick: number): void {
    const slot = this.#slot(tick);
    if (slot.length === 0) return;
    for (const task of slot.splice(0)) {
      if (task.dueTick > tick) this.#slot(task.dueTick).push(task);
      else if (task.run !== null) {
        const run = task.run;
        task.run = null;
        this.#waiting--;
        run();
      }
    }
  }
}
