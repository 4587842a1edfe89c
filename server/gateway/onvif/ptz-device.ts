import type { DeviceAddress } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { Credentials } from '../auth/index.ts';

/** A camera that is reached over ONVIF. Carries secrets: never logged, never sent on. */
export interface PtzDevice {
  readonly cameraId: CameraId;
  readonly address: DeviceAddress;
  readonly credentials: Credentials | null;
  /** The media profile of its main stream, through which it is moved. */
  readonly profileToken: string;
}

/** Where the gateway learns how to move a camera; the composition root backs it with the database. */
export interface PtzDirectory {
  /** @returns null when there is no such camera, or it cannot be moved; throws when it cannot be asked */
  find(cameraId: CameraId): Promise<PtzDevice | null>;
}

/** Where the gateway learns how to ask a camera anything over ONVIF, whether it can be moved or not. */
export interface DeviceDirectory {
  /** @returns null when there is no such camera, or it was not registered by ONVIF; throws when it cannot be asked */
  find(cameraId: CameraId): Promise<PtzDevice | null>;
}
