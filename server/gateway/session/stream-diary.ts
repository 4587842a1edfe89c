import {
  DIAGNOSTICS_CHANGES_MAX,
  DIAGNOSTICS_DETAIL_LENGTH_MAX,
  DIAGNOSTICS_ERRORS_MAX,
  type StreamChange,
  type StreamDiagnostics,
  type StreamError,
  type StreamRate,
} from '#core/contracts';
import type { EpochMs } from '#core/kit';
import type { AacFormat, AccessUnit, VideoFormat } from '../codec/index.ts';
import type { RtspError } from '../rtsp/index.ts';
import type { StreamStatus } from './media-sink.ts';
import type { DroppedAudio } from './select-audio.ts';
import type { StreamCounters } from './stream-counters.ts';

const TICKS_PER_SECOND = 90_000;

/** What a session remembers of itself for whoever asks why a picture is missing. Bounded, whatever the camera does. */
export class StreamDiary {
  readonly #counters: Readonly<StreamCounters>;
  readonly #changes: StreamChange[] = [];
  readonly #errors: StreamError[] = [];
  #video: StreamDiagnostics['video'] = null;
  #audio: StreamDiagnostics['audio'] = null;
  #rate: StreamRate | null = null;
  /** Where the counters stood at the last key frame. */
  #keyFrame: { readonly pts: number; readonly frames: number; readonly bytes: number } | null = null;

  constructor(counters: Readonly<StreamCounters>) {
    this.#counters = counters;
  }

  changed({ state, reason }: StreamStatus, atMs: EpochMs): void {
    this.#changes.push({ atMs, state, reason });
    if (this.#changes.length > DIAGNOSTICS_CHANGES_MAX) this.#changes.shift();
  }

  failed({ kind, method, status, detail }: RtspError, atMs: EpochMs): void {
    const said = detail.slice(0, DIAGNOSTICS_DETAIL_LENGTH_MAX);
    this.#errors.push({ atMs, kind, method, status, detail: said });
    if (this.#errors.length > DIAGNOSTICS_ERRORS_MAX) this.#errors.shift();
  }

  format({ codecString, width, height }: VideoFormat): void {
    this.#video = { codec: codecString, width, height };
  }

  audioFormat(format: AacFormat | null): void {
    if (format === null) this.#audio = null;
    else {
      const { codecString: codec, sampleRateHz, channels } = format;
      this.#audio = { state: 'relayed', codec, sampleRateHz, channels };
    }
  }

  audioDropped(dropped: DroppedAudio): void {
    this.#audio = { state: 'dropped', ...dropped };
  }

  /** Rates are taken from key frame to key frame, so that a picture costs nothing more than this. */
  accessUnit({ keyFrame, pts }: Pick<AccessUnit, 'keyFrame' | 'pts'>): void {
    if (!keyFrame) return;
    const { accessUnits: frames, receivedBytes: bytes } = this.#counters;
    const before = this.#keyFrame;
    this.#keyFrame = { pts, frames, bytes };
    if (before === null || pts <= before.pts) return;
    const seconds = (pts - before.pts) / TICKS_PER_SECOND;
    const gopFrames = frames - before.frames;
    this.#rate = {
      framesPerSecond: gopFrames / seconds,
      bitsPerSecond: ((bytes - before.bytes) * 8) / seconds,
      gopMs: seconds * 1_000,
      gopFrames,
    };
  }

  /** The connection ended: what follows has another timeline. */
  interrupted(): void {
    this.#keyFrame = null;
    this.#rate = null;
  }

  read(): Pick<StreamDiagnostics, 'changes' | 'errors' | 'video' | 'audio' | 'rate'> {
    const [video, audio, rate] = [this.#video, this.#audio, this.#rate];
    return { changes: [...this.#changes], errors: [...this.#errors], video, audio, rate };
  }
}
