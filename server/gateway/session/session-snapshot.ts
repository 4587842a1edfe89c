import type { StreamProfile } from '#core/camera';
import type { CameraId } from '#core/kit';
import type { StreamStatus } from './media-sink.ts';
import type { StreamCounters } from './stream-counters.ts';

/** A session as metrics and diagnostics see it. Carries no address and no secret. */
export interface SessionSnapshot {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  readonly status: StreamStatus;
  readonly viewers: number;
  /** From the start of the last successful connect to its first picture; null before the first. */
  readonly firstPictureMs: number | null;
  readonly counters: Readonly<StreamCounters>;
}
