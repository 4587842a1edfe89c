import type { Cancel, Clock } from '#core/kit';

/** How waiting ended. */
export type WaitOutcome = 'ready' | 'timeout' | 'closed';

interface Waiter {
  readonly ready: () => boolean;
  readonly settle: (outcome: WaitOutcome) => void;
}

/** Requests that block until something is there (RFC 8216bis, 6.2.5.2). */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiters.size;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Resolves when `ready` holds, which is looked at now and at every `wake`.
   * @param gone the client hung up: stop waiting, as after the deadline
   */
  wait(ready: () => boolean, deadlineMs: number, gone: AbortSignal): Promise<WaitOutcome> {
    if (ready()) return Promise.resolve('ready');
    if (this.#closed) return Promise.resolve('closed');
    if (gone.aborted) return Promise.resolve('timeout');
    return new Promise((resolve) => {
      let cancel: Cancel = () => {};
      const giveUp = () => waiter.settle('timeout');
      const waiter: Waiter = {
        ready,
        settle: (outcome) => {
          this.#waiters.delete(waiter);
          cancel();
          gone.removeEventListener('abort', giveUp);
          resolve(outcome);
        },
      };
      this.#waiters.add(waiter);
      gone.addEventListener('abort', giveUp);
      cancel = this.#clock.after(deadlineMs, giveUp);
    });
  }

  /** Something new is there. */
  wake(): void {
    for (const waiter of this.#waiters) if (waiter.ready()) waiter.settle('ready');
  }

  /** Nothing more will come. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.settle('closed');
  }
}
