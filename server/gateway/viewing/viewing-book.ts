import type { Cancel, Clock, EpochMs } from '#core/kit';
import type { Viewing, ViewingSink } from './viewing-sink.ts';

/** Whoever is sent pictures, and of what. */
export type Viewer = Omit<Viewing, 'fromMs'>;

/** No picture for so long, and the viewing was over with the last. A wall that goes round its pages comes back sooner. */
const OVER_AFTER_MS = 15_000;
const SWEEP_MS = 5_000;
/** More than all screens of a county show at once. */
const OPEN_MAX = 20_000;

interface Open {
  readonly viewing: Viewing;
  lastMs: EpochMs;
  /** Monotonic. */
  lastAtMs: number;
}

export interface ViewingBookOptions {
  readonly sink: ViewingSink;
  readonly clock: Clock;
  readonly openMax?: number;
}

/**
 * Knows who is watching: per session, camera and profile, from the first picture that was sent to the last, over the
 * feed and over HLS, in however many windows.
 */
export class ViewingBook {
  readonly #sink: ViewingSink;
  readonly #clock: Clock;
  readonly #openMax: number;
  readonly #open = new Map<string, Open>();
  #cancelSweep: Cancel | null = null;

  constructor({ sink, clock, openMax = OPEN_MAX }: ViewingBookOptions) {
    this.#sink = sink;
    this.#clock = clock;
    this.#openMax = openMax;
  }

  /** How many are watching. */
  get size(): number {
    return this.#open.size;
  }

  /** @returns to be called with every picture that `viewer` is sent */
  recorder(viewer: Viewer): () => void {
    const key = `${viewer.sessionId}/${viewer.cameraId}/${viewer.profile}`;
    return () => this.#sent(key, viewer);
  }

  /** Nothing more is sent to anybody. */
  close(): void {
    this.#cancelSweep?.();
    for (const { viewing, lastMs } of this.#open.values()) this.#sink.ended(viewing, lastMs);
    this.#open.clear();
  }

  #sent(key: string, viewer: Viewer): void {
    const nowMs = this.#clock.now();
    const open = this.#open.get(key);
    if (open !== undefined) {
      open.lastMs = nowMs;
      open.lastAtMs = this.#clock.monotonicMs();
      return;
    }
    const viewing = { ...viewer, fromMs: nowMs };
    if (this.#open.size >= this.#openMax) {
      this.#sink.lost(viewing);
      return;
    }
    this.#open.set(key, { viewing, lastMs: nowMs, lastAtMs: this.#clock.monotonicMs() });
    this.#sink.begun(viewing);
    this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    const overMs = this.#clock.monotonicMs() - OVER_AFTER_MS;
    for (const [key, { viewing, lastMs, lastAtMs }] of this.#open) {
      if (lastAtMs > overMs) continue;
      this.#open.delete(key);
      this.#sink.ended(viewing, lastMs);
    }
    this.#cancelSweep = this.#open.size === 0 ? null : this.#clock.after(SWEEP_MS, () => this.#sweep());
  }
}
