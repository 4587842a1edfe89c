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
  over: boolean;
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
    let open: Open | null = null;
    return () => {
      if (open === null || open.over) open = this.#find(key, viewer);
      if (open === null) return;
      open.lastMs = this.#clock.now();
      open.lastAtMs = this.#clock.monotonicMs();
    };
  }

  /** Nothing more is sent to anybody. */
  close(): void {
    this.#cancelSweep?.();
    for (const { viewing, lastMs } of this.#open.values()) this.#sink.ended(viewing, lastMs);
    this.#open.clear();
  }

  /** @returns the viewing that goes on or begins; null when there are too many */
  #find(key: string, viewer: Viewer): Open | null {
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const nowMs = this.#clock.now();
    const viewing = { ...viewer, fromMs: nowMs };
    if (this.#open.size >= this.#openMax) {
      this.#sink.lost(viewing);
      return null;
    }
    const open = { viewing, lastMs: nowMs, lastAtMs: this.#clock.monotonicMs(), over: false };
    this.#open.set(key, open);
    this.#sink.begun(viewing);
    this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => this.#sweep());
    return open;
  }

  #sweep(): void {
    const overMs = this.#clock.monotonicMs() - OVER_AFTER_MS;
    for (const [key, open] of this.#open) {
      if (open.lastAtMs > overMs) continue;
      this.#open.delete(key);
      open.over = true;
      this.#sink.ended(open.viewing, open.lastMs);
    }
    this.#cancelSweep = this.#open.size === 0 ? null : this.#clock.after(SWEEP_MS, () => this.#sweep());
  }
}
