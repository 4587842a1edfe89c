import type { CameraHealth } from '#core/camera';
import type { FeedGap } from '#core/contracts';
import type { Cancel, EpochMs } from '#core/kit';
import type { PictureSource, SourceEvent, StreamingServices } from './picture-source.ts';
import { type PictureState, pictureState } from './picture-state.ts';
import type { StreamName } from './stream-name.ts';

/** How the pictures come: pushed over the wall feed, or pulled as LL-HLS. */
export type Transport = 'feed' | 'hls';

export interface PictureOptions {
  readonly name: StreamName;
  readonly transport: Transport;
  readonly services: StreamingServices;
  /** Where the video element goes; after, and by the style sheet under, what is there already. */
  readonly host: HTMLElement;
  readonly openSource: OpenSource;
  readonly health: () => CameraHealth;
  /** After the first picture is on screen. */
  readonly onFirstPicture: () => void;
  readonly onUnavailable: () => void;
}

export type OpenSource = (
  transport: Transport,
  options: {
    readonly name: StreamName;
    readonly services: StreamingServices;
    readonly video: HTMLVideoElement;
    readonly onEvent: (event: SourceEvent) => void;
  },
) => PictureSource;

/** One video element that shows one stream, and knows how old what it shows is. */
export class Picture {
  readonly name: StreamName;
  readonly transport: Transport;
  readonly #options: PictureOptions;
  readonly #video: HTMLVideoElement;
  readonly #cancelStart: Cancel;
  #source: PictureSource | null = null;
  #lastCaptureMs: EpochMs | null = null;
  #gap: FeedGap | null = null;
  #gapAtMs: EpochMs = 0;
  #isRefused = false;
  #isUnplayable = false;
  #frameRequest = 0;

  constructor(options: PictureOptions) {
    this.name = options.name;
    this.transport = options.transport;
    this.#options = options;
    this.#video = this.#createVideo();
    options.host.append(this.#video);
    this.#frameRequest = this.#video.requestVideoFrameCallback(this.#onFrame);
    this.#cancelStart = options.services.starts.enter(() => {
      this.#source = options.openSource(options.transport, {
        name: options.name,
        services: options.services,
        video: this.#video,
        onEvent: (event) => this.#onEvent(event),
      });
    });
  }

  /** Width and height of the stream in pixels, once known. */
  get size(): { readonly width: number; readonly height: number } | null {
    const { videoWidth: width, videoHeight: height } = this.#video;
    return width > 0 ? { width, height } : null;
  }

  /** Pictures decoded and dropped since the element was made. */
  get quality(): { readonly decoded: number; readonly dropped: number } {
    const { totalVideoFrames, droppedVideoFrames } = this.#video.getVideoPlaybackQuality();
    return { decoded: totalVideoFrames, dropped: droppedVideoFrames };
  }

  /** Whether it can be heard. */
  get hasSound(): boolean {
    return this.#source?.hasSound() ?? false;
  }

  /** Makes it heard, or silent, which it is at first. */
  listen(isListening: boolean): void {
    this.#video.muted = !isListening;
  }

  /** When the picture on screen was taken; `null` before the first. */
  get lastCaptureMs(): EpochMs | null {
    return this.#lastCaptureMs;
  }

  /** What to say of it now. Also written to the element, where style sheets and tests find it. */
  state(): PictureState {
    const state = pictureState(
      {
        lastCaptureMs: this.#lastCaptureMs,
        gap: this.#gap,
        gapAtMs: this.#gapAtMs,
        isRefused: this.#isRefused,
        isUnplayable: this.#isUnplayable,
        newestArrivedMs: this.#source?.newestArrivedMs() ?? null,
        health: this.#options.health(),
      },
      this.#options.services.serverNow(),
    );
    const shown = state.state === 'refused' || state.state === 'unplayable' ? 'offline' : state.state;
    if (this.#video.dataset.state !== shown) this.#video.dataset.state = shown;
    return state;
  }

  dispose(): void {
    this.#cancelStart();
    this.#video.cancelVideoFrameCallback(this.#frameRequest);
    this.#source?.dispose();
    this.#video.remove();
  }

  #createVideo(): HTMLVideoElement {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    video.disableRemotePlayback = true;
    video.tabIndex = -1;
    video.setAttribute('aria-hidden', 'true');
    video.dataset.cameraId = this.name.cameraId;
    video.dataset.state = 'connecting';
    return video;
  }

  readonly #onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    this.#frameRequest = this.#video.requestVideoFrameCallback(this.#onFrame);
    const capturedAtMs = this.#source?.captureAt(mediaTime) ?? null;
    if (capturedAtMs === null) return; // a picture of unknown date does not make the tile younger
    const isFirst = this.#lastCaptureMs === null;
    this.#lastCaptureMs = capturedAtMs;
    this.#isUnplayable = false;
    this.#gap = null; // whatever was wrong, a picture of known date has come since
    if (isFirst) this.#options.onFirstPicture();
  };

  #onEvent(event: SourceEvent): void {
    if (event.type === 'gap') {
      this.#gap = event.gap.state === 'live' ? null : event.gap;
      this.#gapAtMs = this.#options.services.serverNow();
    } else if (event.type === 'unavailable') this.#options.onUnavailable();
    else if (event.type === 'unplayable') this.#isUnplayable = true;
    else this.#isRefused = event.type === 'refused';
  }
}
