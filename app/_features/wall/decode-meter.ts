import type { StreamProfile } from '#core/camera';

/** What the meter reads of a tile. */
export interface Measured {
  readonly view: {
    get(): {
      readonly picture: { readonly state: string; readonly reason?: string | null };
      readonly profile: StreamProfile;
    };
  };
  readonly picture: { readonly quality: { readonly decoded: number; readonly dropped: number } } | null;
}

export interface DecodeLoad {
  /** Tiles with a live picture, and tiles with a camera. */
  readonly live: number;
  readonly total: number;
  /** Tiles whose pictures arrive, and are shown too late. */
  readonly late: number;
  readonly hasMain: boolean;
  /** Pictures decoded by all tiles together. */
  readonly framesPerSecond: number;
  /** Pictures that came too late to be shown, of those decoded; 0 to 1. */
  readonly droppedShare: number;
}

/** Long enough for a steady figure. */
const WINDOW_MS = 2_000;

const NOTHING = { decoded: 0, dropped: 0 };

/** Adds up how this desk copes with its tiles. */
export class DecodeMeter {
  readonly #monotonicMs: () => number;
  readonly #last = new WeakMap<object, { decoded: number; dropped: number }>();
  #lastAtMs: number | null = null;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** The load since the last measure; `null` the first time, and while that is too short ago to say. */
  measure(tiles: ReadonlySet<Measured> | readonly Measured[]): DecodeLoad | null {
    const nowMs = this.#monotonicMs();
    const elapsedMs = this.#lastAtMs === null ? null : nowMs - this.#lastAtMs;
    if (elapsedMs !== null && elapsedMs < WINDOW_MS) return null;
    this.#lastAtMs = nowMs;
    const views = [...tiles].map(({ view }) => view.get());
    let decoded = 0;
    let dropped = 0;
    for (const { picture } of tiles) {
      if (picture === null) continue;
      const quality = picture.quality;
      // A picture not seen before has come since the last measure, so all of its frames are of this time.
      const before = this.#last.get(picture) ?? NOTHING;
      this.#last.set(picture, quality);
      // A rebuilt decoder counts from zero again.
      decoded += Math.max(0, quality.decoded - before.decoded);
      dropped += Math.max(0, quality.dropped - before.dropped);
    }
    if (elapsedMs === null) return null;
    return {
      live: views.filter(({ picture }) => picture.state === 'live').length,
      total: views.length,
      late: views.filter(({ picture }) => picture.reason === 'desk_overloaded').length,
      hasMain: views.some(({ profile }) => profile === 'main'),
      framesPerSecond: Math.round((decoded * 1_000) / elapsedMs),
      droppedShare: decoded === 0 ? 0 : Math.min(1, dropped / decoded),
    };
  }
}
