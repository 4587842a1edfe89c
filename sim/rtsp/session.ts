import type { PlayableTrack, Viewer } from './ports.ts';
import type { StreamUrl, TrackName } from './stream-url.ts';

/** One track that a client has set up. */
export interface SessionTrack {
  readonly name: TrackName;
  readonly track: PlayableTrack;
  readonly viewer: Viewer;
  /** Gives back what the viewer holds. */
  readonly release: () => void;
}

/** What a client has set up: the tracks of one stream, to one viewer. It lives no longer than its RTSP connection. */
export class Session {
  readonly id: string;
  readonly url: StreamUrl;
  readonly #tracks: SessionTrack[] = [];
  #stops: (() => void)[] | null = null;

  constructor(options: { readonly id: string; readonly url: StreamUrl }) {
    this.id = options.id;
    this.url = options.url;
  }

  get playing(): boolean {
    return this.#stops !== null;
  }

  /** Whether a track of this stream can be added; one that is there already cannot. */
  takes(url: StreamUrl): boolean {
    const { code, profile } = this.url;
    return (
      code === url.code && profile === url.profile && !this.#tracks.some(({ name }) => name === url.track)
    );
  }

  add(track: SessionTrack): void {
    this.#tracks.push(track);
  }

  /** Where playing starts, for RTP-Info. */
  positions(): { readonly name: TrackName; readonly sequence: number; readonly timestamp: number }[] {
    return this.#tracks.map(({ name, track }) => ({ name, ...track.position() }));
  }

  /** Playing once more changes nothing; some clients send PLAY as a keepalive. */
  play(): void {
    this.#stops ??= this.#tracks.map(({ track, viewer }) => track.play(viewer));
  }

  end(): void {
    for (const stop of this.#stops ?? []) stop();
    this.#stops = null;
    for (const { release } of this.#tracks) release();
    this.#tracks.length = 0;
  }
}
