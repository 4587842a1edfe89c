import type { StreamSource } from '#core/camera';
import type { Cancel, Clock } from '#core/kit';
import { VideoStream, type VideoStreamSink } from '../codec/index.ts';
import { RtpReceiver } from '../rtp/index.ts';
import {
  type Connect,
  type InterleavedChannels,
  RtspClient,
  type RtspError,
  type RtspErrorKind,
} from '../rtsp/index.ts';
import { type SelectedVideo, selectVideo } from './select-video.ts';
import type { StreamCounters } from './stream-counters.ts';

/** Some cameras want to hear from us within 5 s, others count only RTCP (Q8). */
const RECEIVER_REPORT_MS = 4_000;

export interface CameraStreamEvents extends VideoStreamSink {
  /** PLAY was answered. */
  connected(): void;
  /** RTP of our track came; called per packet. */
  media(): void;
  /** The stream is over. Called at most once, and not after `close`. */
  failed(error: RtspError): void;
}

export interface CameraStreamOptions {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counters: StreamCounters;
  readonly events: CameraStreamEvents;
}

/** One connection to a camera and everything its packets go through, up to access units. Used once. */
export class CameraStream {
  readonly #options: CameraStreamOptions;
  #client: RtspClient | null = null;
  #receiver: RtpReceiver | null = null;
  #channels: InterleavedChannels | null = null;
  #cancelReports: Cancel = () => {};
  #over = false;

  constructor(options: CameraStreamOptions) {
    this.#options = options;
  }

  /** Connects and plays. Never rejects: how it goes is told through the events. */
  async run(source: StreamSource): Promise<void> {
    try {
      await this.#play(source);
    } catch (cause) {
      this.#fail(localError('fault', String(cause)));
    }
  }

  /** Ends it; no event is raised any more. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelReports();
    this.#client?.close();
  }

  async #play(source: StreamSource): Promise<void> {
    const client = this.#connect(source);
    const description = await client.describe();
    if (!description.ok) return this.#fail(description.error);
    const video = selectVideo(description.value);
    if (video === null) return this.#fail(localError('no_video', 'no H.264 or H.265 track'));
    const channels = await client.setup(video.media);
    if (!channels.ok) return this.#fail(channels.error);
    this.#channels = channels.value;
    this.#receiver = this.#receive(video);
    const playing = await client.play();
    if (!playing.ok) return this.#fail(playing.error);
    if (this.#over) return;
    this.#options.events.connected();
    this.#reportReception(channels.value.rtcp);
  }

  #connect(source: StreamSource): RtspClient {
    const { connect, clock, random, counters } = this.#options;
    counters.connects++;
    const { url, credentials } = source;
    const listener = {
      interleaved: (channel: number, payload: Uint8Array) => this.#interleaved(channel, payload),
      closed: (error: RtspError) => this.#fail(error),
    };
    this.#client = new RtspClient({ url, credentials, connect, clock, random, counters, listener });
    return this.#client;
  }

  #receive(video: SelectedVideo): RtpReceiver {
    const { clock, random, counters, events } = this.#options;
    const stream = new VideoStream({
      codec: video.codec,
      parameterSets: video.parameterSets,
      capturedAtMs: (ticks) => receiver.capturedAtMs(ticks),
      counters,
      sink: events,
    });
    const receiver = new RtpReceiver({
      payloadType: video.payloadType,
      clockRate: video.clockRate,
      clock,
      reporterSsrc: Math.floor(random() * 2 ** 32),
      counters,
      sink: {
        payload: (payload, marker, ticks) => {
          events.media();
          stream.payload(payload, marker, ticks);
        },
        loss: () => stream.loss(),
      },
    });
    return receiver;
  }

  #interleaved(channel: number, payload: Uint8Array): void {
    if (this.#over) return;
    if (channel === this.#channels?.rtp) this.#receiver?.packet(payload);
    else if (channel === this.#channels?.rtcp) this.#receiver?.control(payload);
    else this.#options.counters.foreignPackets++;
  }

  #reportReception(channel: number): void {
    this.#cancelReports = this.#options.clock.after(RECEIVER_REPORT_MS, () => {
      const report = this.#receiver?.receiverReport() ?? null;
      if (report !== null) this.#client?.sendInterleaved(channel, report);
      this.#reportReception(channel);
    });
  }

  #fail(error: RtspError): void {
    if (this.#over) return;
    this.close();
    this.#options.events.failed(error);
  }
}

function localError(kind: RtspErrorKind, detail: string): RtspError {
  return { kind, peer: '', method: null, status: null, detail };
}
