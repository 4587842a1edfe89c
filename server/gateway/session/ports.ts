import type { StreamProfile, StreamSource } from '#core/camera';
import type { CameraId } from '#core/kit';
import type { StreamStatus } from './media-sink.ts';

/** Where the gateway learns how to open a stream; the composition root backs it with the database. */
export interface CameraDirectory {
  /** @returns null when there is no such camera; throws when the directory itself cannot be asked */
  find(cameraId: CameraId, profile: StreamProfile): Promise<StreamSource | null>;
}

/** Where the gateway learns which cameras to keep warm; the composition root backs it with the database. */
export interface WarmDirectory {
  /** The most important first. Throws when it cannot be asked. */
  list(): Promise<readonly CameraId[]>;
}

/** Where the gateway tells how its streams fare. Must not throw or block; it is called from the media path. */
export interface StreamStatusSink {
  report(cameraId: CameraId, profile: StreamProfile, status: StreamStatus): void;
}
