import type { PlayableStream, Viewer } from './ports.ts';
import type { StreamUrl } from './stream-url.ts';

/** What a client has set up: one stream to one viewer. It lives no longer than its RTSP connection. */
export class Session {
  readonly id: string;
  readonly url: StreamUrl;
  readonly #stream: PlayableStream;
  readonly #viewer: Viewer;
  readonly #release: () => void;
  #stop: (() => void) | null = null;

  constructor(options: {
    readonly id: string;
    readonly url: StreamUrl;
    readonly stream: PlayableStream;
    readonly viewer: Viewer;
    /** Gives back what the viewer holds. */
    readonly release: () => void;
  }) {
    this.id = options.id;
    this.url = options.url;
    this.#stream = options.stream;
    this.#viewer = options.viewer;
    this.#release = options.release;
  }

  get playing(): boolean {
    return this.#stop !== null;
  }

  /** Where playing starts, for RTP-Info. */
  position(): { readonly sequence: number; readonly timestamp: number } {
    return this.#stream.position();
  }

  /** Playing once more changes nothing; some clients send PLAY as a keepalive. */
  play(): void {
    this.#stop ??= this.#stream.play(this.#viewer);
  }

  end(): void {
    this.#stop?.();
    this.#stop = null;
    this.#release();
  }
}
