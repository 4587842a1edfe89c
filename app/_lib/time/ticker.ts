const TICK_MS = 250;

/**
 * One heartbeat for everything on the page that shows time. Each reader writes its text straight into its own
 * element: a wall of tiles must not render again four times a second only because time goes by.
 */
export class Ticker {
  readonly #readers = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Calls `read` now and at every beat, until the returned function is called. */
  add(read: () => void): () => void {
    this.#readers.add(read);
    this.#timer ??= setInterval(() => this.#beat(), TICK_MS);
    read();
    return () => {
      this.#readers.delete(read);
      if (this.#readers.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  #beat(): void {
    for (const read of [...this.#readers]) read();
  }
}

export const ticker = new Ticker();
