import type { VideoFormat } from '../codec/index.ts';
import type { PooledBuffer } from '../memory/index.ts';

/** The header that parts of one format need before them. */
export interface InitSegment {
  /** From 0, +1 per format of the stream. */
  readonly id: number;
  readonly format: VideoFormat;
  /** Of the pictures alone. */
  readonly bytes: Uint8Array;
  /** Of pictures and sound, for a stream that has some. */
  readonly bytesWithAudio?: Uint8Array;
}

/**
 * About 200 ms of video: one `moof` and `mdat`, and another pair for the sound. Its bytes are shared by all who send it, and do
 * not change as long as one of them holds `memory`.
 */
export interface Part {
  /** From 0, +1 per part of the stream. */
  readonly sequence: number;
  /** The init segment it needs. */
  readonly initId: number;
  readonly bytes: Uint8Array;
  /** Of `bytes`. It comes held once: whoever keeps the part longest releases it. */
  readonly memory: PooledBuffer;
  /** The sound that goes with it, behind it; for those who have `bytesWithAudio`. */
  readonly audio?: Uint8Array;
  /** Decode time of its first picture; the end of a part is the start of the next, always. */
  readonly startTicks: number;
  readonly durationTicks: number;
  /** No part lasts longer, fixed when the first part closes; see `partTargetTicks`. */
  readonly targetTicks: number;
  /** Begins with an IDR picture. */
  readonly independent: boolean;
  /** First part of a segment. */
  readonly segmentStart: boolean;
  /** What came before was lost, or of another format; always a segment start. */
  readonly discontinuity: boolean;
  /** When its first picture was captured, µs since 1970. */
  readonly capturedAtUs: number;
  readonly frameCount: number;
  /** Size of the first picture inside `bytes`, for taking it out as a still. */
  readonly firstSampleBytes: number;
}

/** Where a packager puts what it makes. */
export interface PackagerSink {
  /** Before the first part that needs it. */
  init(init: InitSegment): void;
  part(part: Part): void;
}
