import type { StreamProfile } from '#core/camera';
import type { CameraId } from '#core/kit';

/** Which stream: a camera and one of its profiles. */
export interface StreamName {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
}

export type StreamKey = `${StreamProfile}:${CameraId}`;

/** The name as a key of maps. */
export function streamKey(name: StreamName): StreamKey {
  return `${name.profile}:${name.cameraId}`;
}
