import type { StreamSource } from '#core/camera';
import type { Cancel, Clock } from '#core/kit';
import { VideoStream, type VideoStreamSink } from '../codec/index.ts';
import { RtpReceiver } from '../rtp/index.ts';
import {
  type Connect,
  type OpenDatagramPorts,
  RtspClient,
  type RtspError,
  type RtspErrorKind,
  type Track,
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
  readonly openDatagrams: OpenDatagramPorts;
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
      this.#fault(cause);
    }
  }

  /** Ends it; no event is raised any more. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelReports();
    this.#receiver?.close();
    this.#client?.close();
  }

  async #play(source: StreamSource): Promise<void> {
    const client = this.#connect(source);
    const description = await client.describe();
    if (!description.ok) return this.#fail(description.error);
    const video = selectVideo(description.value);
    if (video === null) return this.#fail(localError('no_video', 'no H.264 or H.265 track'));
    const receiver = this.#receive(video);
    this.#receiver = receiver;
    const track = await client.setup(video.media, {
      rtp: (packet) => {
        if (!this.#over) receiver.packet(packet);
      },
      rtcp: (packet) => {
        if (!this.#over) receiver.control(packet);
      },
    });
    if (!track.ok) return this.#fail(track.error);
    if (track.value.transport === 'udp') receiver.expectReordering();
    const playing = await client.play();
    if (!playing.ok) return this.#fail(playing.error);
    if (this.#over) return;
    this.#options.events.connected();
    this.#reportReception(receiver, track.value);
  }

  #connect(source: StreamSource): RtspClient {
    const { events: _, ...ports } = this.#options;
    const { counters } = ports;
    counters.connects++;
    const { url, credentials } = source;
    const listener = { closed: (error: RtspError) => this.#fail(error) };
    this.#client = new RtspClient({ ...ports, url, credentials, listener });
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
          try {
            events.media();
            stream.payload(payload, marker, ticks);
          } catch (cause) {
            this.#fault(cause);
          }
        },
        loss: () => {
          try {
            stream.loss();
          } catch (cause) {
            this.#fault(cause);
          }
        },
      },
    });
    return receiver;
  }

  #reportReception(receiver: RtpReceiver, track: Track): void {
    this.#cancelReports = this.#options.clock.after(RECEIVER_REPORT_MS, () => {
      const report = receiver.receiverReport();
      if (report !== null) track.sendControl(report);
      this.#reportReception(receiver, track);
    });
  }

  /** Packets come by timers and datagrams too, where nothing else stands between a defect and the process. */
  #fault(cause: unknown): void {
    this.#fail(localError('fault', String(cause)));
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
