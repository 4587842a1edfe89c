import Hls, { type ErrorData, type HlsConfig } from 'hls.js/light';
import { problemSchema, type StreamTicket } from '#core/contracts';
import type { Cancel, EpochMs } from '#core/kit';
import { Backoff } from '../time/index.ts';
import type { PictureSource, SourceEvent, StreamingServices } from './picture-source.ts';
import type { StreamName } from './stream-name.ts';

export interface HlsSourceOptions {
  readonly name: StreamName;
  readonly services: StreamingServices;
  readonly video: HTMLVideoElement;
  readonly onEvent: (event: SourceEvent) => void;
}

/** What hls.js says of a codec that the browser does not decode. */
const CODEC_ERRORS: ReadonlySet<string> = new Set([
  Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR,
  Hls.ErrorDetails.BUFFER_ADD_CODEC_ERROR,
  Hls.ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR,
]);

/** Two decoder faults within this time, and the player is built anew. */
const MEDIA_RECOVERY_APART_MS = 10_000;

/** Plays one stream over LL-HLS: for the single large picture, and where the wall feed cannot be reached. */
export class HlsSource implements PictureSource {
  readonly #options: HlsSourceOptions;
  readonly #backoff: Backoff;
  readonly #release: Cancel;
  #hls: Hls | null = null;
  #playlistUrl: string | null = null;
  #retry: Cancel | null = null;
  #hasSound = false;
  #lastMediaErrorMs = Number.NEGATIVE_INFINITY;

  constructor(options: HlsSourceOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 500, maxMs: 15_000, random: options.services.random });
    this.#release = options.services.tickets.hold(options.name, (state) => {
      if (state.state === 'valid') this.#takeTicket(state.ticket);
      else if (state.state === 'refused') this.#stop();
    });
  }

  captureAt(mediaTimeS: number): EpochMs | null {
    const fragments = this.#hls?.latestLevelDetails?.fragments ?? [];
    const fragment = fragments.findLast(({ start }) => mediaTimeS >= start - 0.05);
    const startMs = fragment?.programDateTime ?? null;
    return fragment === undefined || startMs === null
      ? null
      : startMs + (mediaTimeS - fragment.start) * 1_000;
  }

  /** What hls.js has loaded says little about what the decoder has been given. */
  newestArrivedMs(): EpochMs | null {
    return null;
  }

  hasSound(): boolean {
    return this.#hasSound;
  }

  dispose(): void {
    this.#retry?.();
    this.#release();
    this.#hls?.destroy();
    this.#hls = null;
  }

  #takeTicket(ticket: StreamTicket): void {
    this.#options.onEvent({ type: 'allowed' });
    if (ticket.playlistUrl === this.#playlistUrl) return; // the running player takes the newer ticket by itself
    this.#playlistUrl = ticket.playlistUrl;
    this.#open();
  }

  /** There is no such stream for this user: nothing is asked of the gateway until there is. */
  #stop(): void {
    this.#options.onEvent({ type: 'refused' });
    this.#retry?.();
    this.#hls?.destroy();
    this.#hls = null;
    this.#playlistUrl = null;
  }

  #open(): void {
    this.#hls?.destroy();
    if (this.#playlistUrl === null) return;
    if (!Hls.isSupported()) {
      this.#options.onEvent({ type: 'unavailable' });
      return;
    }
    const { video } = this.#options;
    const hls = new Hls(this.#configuration());
    this.#hls = hls;
    hls.on(Hls.Events.ERROR, (_, error) => this.#onError(hls, error));
    hls.on(Hls.Events.BUFFER_CREATED, (_, { tracks }) => {
      this.#hasSound = tracks.audiovideo !== undefined;
    });
    hls.on(Hls.Events.FRAG_BUFFERED, () => this.#backoff.reset());
    hls.on(Hls.Events.MANIFEST_PARSED, () => void video.play().catch(() => {}));
    hls.attachMedia(video);
    hls.loadSource(this.#playlistUrl);
  }

  #configuration(): Partial<HlsConfig> {
    const { name, services } = this.#options;
    return {
      lowLatencyMode: true,
      backBufferLength: 10,
      maxLiveSyncPlaybackRate: 1.05,
      // fMP4 passes through untouched, so a worker would only cost memory, and a policy exception.
      enableWorker: false,
      xhrSetup: (xhr) => {
        const ticket = services.tickets.newest(name)?.ticket;
        if (ticket !== undefined) xhr.setRequestHeader('Authorization', `Bearer ${ticket}`);
      },
    };
  }

  #onError(hls: Hls, error: ErrorData): void {
    if (!error.fatal || hls !== this.#hls) return;
    const { clock, tickets } = this.#options.services;
    const nowMs = clock.monotonicMs();
    const isUnplayable = CODEC_ERRORS.has(error.details);
    if (isUnplayable) this.#options.onEvent({ type: 'unplayable' });
    if (
      !isUnplayable &&
      error.type === Hls.ErrorTypes.MEDIA_ERROR &&
      nowMs - this.#lastMediaErrorMs > MEDIA_RECOVERY_APART_MS
    ) {
      this.#lastMediaErrorMs = nowMs;
      hls.recoverMediaError();
      return;
    }
    hls.destroy();
    this.#hls = null;
    // The gateway may have refused the ticket, or be gone and the camera with another: both are told by a new one.
    if (isRevoked(error)) tickets.renewRevoked(this.#options.name);
    else tickets.renew(this.#options.name);
    this.#retry?.();
    this.#retry = clock.after(this.#backoff.nextMs(), () => this.#open());
  }
}

/** Whether the gateway says that it took the ticket back. hls.js hands on the request that failed. */
function isRevoked({ networkDetails }: ErrorData): boolean {
  return networkDetails instanceof XMLHttpRequest && problemCodeOf(networkDetails) === 'ticket_revoked';
}

function problemCodeOf({ response, responseType }: XMLHttpRequest): string | undefined {
  const text = responseType === 'arraybuffer' ? new TextDecoder().decode(response) : String(response);
  try {
    return problemSchema.safeParse(JSON.parse(text)).data?.code;
  } catch {
    return undefined;
  }
}
