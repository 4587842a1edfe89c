import type { StreamSource } from '#core/camera';
import type { Cancel, Clock, Result } from '#core/kit';
import type { AccessUnit } from '../codec/index.ts';
import type { RtpReceiver } from '../rtp/index.ts';
import {
  type Connect,
  type MediaDescription,
  type OpenDatagramPorts,
  RtspClient,
  type RtspError,
  type RtspErrorKind,
  type SessionDescription,
  type Track,
} from '../rtsp/index.ts';
import { encodingName } from './encoding-name.ts';
import { ReadPacer } from './read-pacer.ts';
import type { ReadRounds } from './read-rounds.ts';
import { type AudioEvents, receiveAudio } from './receive-audio.ts';
import { receiveVideo, type VideoEvents } from './receive-video.ts';
import { type AudioSelection, type DroppedAudio, selectAudio } from './select-audio.ts';
import { selectVideo } from './select-video.ts';
import type { StreamCounters } from './stream-counters.ts';

/** Some cameras want to hear from us within 5 s, others count only RTCP (Q8). */
const RECEIVER_REPORT_MS = 4_000;
/** Of decode times. */
const TICKS_PER_MS = 90;

export interface CameraStreamEvents extends VideoEvents, AudioEvents {
  /** PLAY was answered. */
  connected(): void;
  /** The camera has sound that is not relayed. */
  audioDropped(dropped: DroppedAudio): void;
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
  readonly readRounds: ReadRounds;
  /** See `MediaSink`. */
  readonly ticksToNextPart: () => number;
}

interface ReceivedTrack {
  readonly receiver: RtpReceiver;
  readonly clockRate: number;
}

/** One connection to a camera and everything its packets go through, up to access units. Used once. */
export class CameraStream {
  readonly #options: CameraStreamOptions;
  #client: RtspClient | null = null;
  readonly #tracks: { readonly receiver: RtpReceiver; readonly track: Track }[] = [];
  /** When the packet was read that is being received. */
  #readMs = 0;
  /** Only for media inside the RTSP connection: datagrams do not wait for us. */
  #pacer: ReadPacer | null = null;
  #cancelRest: Cancel = () => {};
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
    this.#cancelRest();
    this.#cancelReports();
    for (const { receiver } of this.#tracks) receiver.close();
    this.#client?.close();
  }

  async #play(source: StreamSource): Promise<void> {
    const client = this.#connect(source);
    const description = await client.describe();
    if (!description.ok) return this.#fail(description.error);
    const video = selectVideo(description.value);
    if (video === null) return this.#fail(noVideo(description.value));
    const { events, ...ports } = this.#options;
    const fault = (cause: unknown): void => this.#fault(cause);
    const accessUnit = (unit: AccessUnit): void => this.#accessUnit(unit);
    const receiver = receiveVideo({ ...ports, selected: video, events: { ...events, accessUnit }, fault });
    const setUp = await this.#setUp(client, video.media, receiver);
    if (!setUp.ok) return this.#fail(setUp.error);
    if (setUp.value.transport === 'tcp') this.#pacer = new ReadPacer();
    const audio = selectAudio(description.value);
    await this.#setUpAudio(client, audio, { receiver, clockRate: video.clockRate });
    const playing = await client.play();
    if (!playing.ok) return this.#fail(playing.error);
    if (this.#over) return;
    events.connected();
    this.#reportReception();
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

  /** Pictures come without sound rather than not at all: where it cannot be had, that is noted. */
  async #setUpAudio(client: RtspClient, selection: AudioSelection, video: ReceivedTrack): Promise<void> {
    const { events } = this.#options;
    const selected = selection !== null && 'selected' in selection ? selection.selected : null;
    if (selected?.format == null) events.audioFormat(null);
    if (selection !== null && 'dropped' in selection) events.audioDropped(selection.dropped);
    if (selected === null) return;
    // Until a frame says it after all.
    if (selected.format === null) events.audioDropped({ encoding: selected.encoding, reason: 'parameters' });
    const { events: _, ...ports } = this.#options;
    const receiver = receiveAudio({
      ...{ ...ports, selected, events, video: video.receiver, videoClockRate: video.clockRate },
      fault: (cause) => this.#fault(cause),
    });
    const track = await this.#setUp(client, selected.media, receiver);
    if (track.ok || this.#over) return;
    events.audioFormat(null);
    events.audioDropped({ encoding: selected.encoding, reason: 'refused' });
  }

  async #setUp(
    client: RtspClient,
    media: MediaDescription,
    receiver: RtpReceiver,
  ): Promise<Result<Track, RtspError>> {
    const answer = await client.setup(media, {
      rtp: (bytes, start, end, arrivalMs) => {
        this.#readMs = arrivalMs;
        if (!this.#over) receiver.packet(bytes, start, end, arrivalMs);
      },
      rtcp: (packet) => {
        if (!this.#over) receiver.control(packet);
      },
    });
    if (!answer.ok) return answer;
    if (answer.value.transport === 'udp') receiver.expectReordering();
    this.#tracks.push({ receiver, track: answer.value });
    return answer;
  }

  /** Hands a picture on, and lets the socket rest where nothing is due soon. */
  #accessUnit(unit: AccessUnit): void {
    const { events, counters, readRounds, ticksToNextPart } = this.#options;
    events.accessUnit(unit);
    if (this.#pacer === null || this.#over) return;
    const toNextPartMs = ticksToNextPart() / TICKS_PER_MS;
    const { receivedBytes } = counters;
    const untilMs = this.#pacer.picture(unit.dts / TICKS_PER_MS, this.#readMs, toNextPartMs, receivedBytes);
    if (untilMs === null) return;
    this.#cancelRest();
    this.#client?.pause();
    this.#cancelRest = readRounds.at(untilMs, () => this.#client?.resume());
  }

  #reportReception(): void {
    this.#cancelReports = this.#options.clock.after(RECEIVER_REPORT_MS, () => {
      for (const { receiver, track } of this.#tracks) {
        const report = receiver.receiverReport();
        if (report !== null) track.sendControl(report);
      }
      this.#reportReception();
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

/** A description without a track that we relay: of other codecs, such as MPEG-4 Visual or JPEG, or of none. */
function noVideo({ media }: SessionDescription): RtspError {
  const videos = media.filter(({ kind }) => kind === 'video');
  const names = videos.flatMap((video) => video.payloadTypes.map((type) => encodingName(video, type)));
  if (names.length === 0) return localError('no_video', 'no video track');
  return localError('unsupported_codec', `video is ${names.join(', ')}, not H.264 or H.265`);
}
