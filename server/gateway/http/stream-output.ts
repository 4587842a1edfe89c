import type { AacFormat, AccessUnit, VideoFormat } from '../codec/index.ts';
import { StreamFeed } from '../feed/index.ts';
import { type InitSegment, Packager, type PackagerSink, type Part } from '../fmp4/index.ts';
import { HlsStream, type HlsStreamOptions } from '../hls/index.ts';
import type { MediaSink, StreamStatus } from '../session/index.ts';

export interface StreamOutputOptions {
  readonly hls: HlsStreamOptions;
  readonly onClose: () => void;
}

/** Everything that goes out for one session: packaged once, served as low-latency HLS and over the wall feed. */
export class StreamOutput implements MediaSink {
  readonly hls: HlsStream;
  readonly feed = new StreamFeed();
  readonly #packager: Packager;
  readonly #onClose: () => void;

  constructor(options: StreamOutputOptions) {
    this.#onClose = options.onClose;
    const { feed } = this;
    const hls = new HlsStream(options.hls);
    this.hls = hls;
    const both: PackagerSink = {
      init(init: InitSegment) {
        feed.init(init);
        hls.init(init);
      },
      part(part: Part) {
        feed.part(part); // first, because its viewers are the ones who wait for milliseconds
        hls.part(part);
      },
    };
    this.#packager = new Packager(both);
  }

  format(format: VideoFormat): void {
    this.#packager.format(format);
  }

  accessUnit(unit: AccessUnit): void {
    this.#packager.accessUnit(unit);
  }

  get ticksToNextPart(): number {
    return this.#packager.ticksToNextPart;
  }

  audioFormat(format: AacFormat | null): void {
    this.#packager.audioFormat(format);
  }

  audioFrame(data: Uint8Array, ticks: number): void {
    this.#packager.audioFrame(data, ticks);
  }

  interrupted(): void {
    this.#packager.interrupted();
  }

  status(status: StreamStatus): void {
    this.feed.status(status);
  }

  close(): void {
    this.#packager.end();
    this.feed.close();
    this.hls.close();
    this.#onClose();
  }
}
