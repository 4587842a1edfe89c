import type { OfflineReason, StreamState } from '#core/camera';
import type { AacFormat, AccessUnit, VideoFormat } from '../codec/index.ts';

/** What a session tells about itself whenever it changes. */
export interface StreamStatus {
  readonly state: StreamState;
  /** Why it is not live; null when it is, or when nothing went wrong. */
  readonly reason: OfflineReason | null;
  /** Connection attempts since pictures last flowed. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null when none is planned. */
  readonly retryInMs: number | null;
}

/**
 * Where a session puts what it receives. `format` comes before the first access unit and again whenever the
 * parameter sets change. After `interrupted` the timeline may start anew, so the next access unit (always a key
 * frame) begins a discontinuity; viewers stay.
 */
export interface MediaSink {
  format(format: VideoFormat): void;
  accessUnit(unit: AccessUnit): void;
  /** How much media, in ticks of 90 kHz behind the last picture, completes what goes out next; 0 while that is unknown. */
  readonly ticksToNextPart: number;
  /** Comes before the first frame of sound, and whenever it changes; null where a connection has no sound. */
  audioFormat(format: AacFormat | null): void;
  /** One raw AAC frame. @param ticks when it is heard, on the timeline of the access units */
  audioFrame(data: Uint8Array, ticks: number): void;
  interrupted(): void;
  status(status: StreamStatus): void;
  /** The session is closed for good; release everything. */
  close(): void;
}
