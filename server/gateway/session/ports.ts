import type { StreamProfile, StreamSource } from '#core/camera';
import type { CameraId } from '#core/kit';
import type { StreamStatus } from './media-sink.ts';

/** Where the gateway learns how to open a stream; the composition root backs it with the database. */
export interface CameraDirectory {
  /** @returns null when there is no such camera; throws when the directory itself cannot be asked */
  find(cameraId: CameraId, profile: StreamProfile): Promise<StreamSource | null>;
}

/** A profile of a camera. */
export interface StreamKey {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
}

/** Where the gateway learns which streams to keep open; the composition root backs it with the database. */
export interface WarmDirectory {
  /** Throws when it cannot be asked. */
  list(): Promise<readonly StreamKey[]>;
}

/** Where the gateway tells how its streams fare. Must not throw or block; it is called from the media path. */
export interface StreamStatusSink {
  report(cameraId: CameraId, profile: StreamProfile, status: StreamStatus): void;
}

/**
 * Asks a camera for a key frame by other means than RTSP, which has none (Q30); the composition root backs it with ONVIF.
 * Must not throw or block; it is called from the media path, seldom.
 */
export type RequestKeyFrame = (cameraId: CameraId, profile: StreamProfile) => void;
