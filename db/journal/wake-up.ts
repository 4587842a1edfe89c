import { setTimeout as sleep } from 'node:timers/promises';

/** Lets one loop wait for a call that may come before, during or after the moment it starts to wait. */
export class WakeUp {
  #called = false;
  #wake = new AbortController();

  call(): void {
    this.#called = true;
    this.#wake.abort();
  }

  /** Returns at the first call since the last wait, after `timeoutMs`, or when `stop` is aborted. */
  async wait(timeoutMs: number, stop: AbortSignal): Promise<void> {
    if (!this.#called) await pause(timeoutMs, AbortSignal.any([stop, this.#wake.signal]));
    this.#called = false;
    this.#wake = new AbortController();
  }
}

/** Sleeps; returns early, without an error, when `stop` is aborted. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {});
}
