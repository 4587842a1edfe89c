import type { DeviceAddress } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { Credentials } from '../auth/index.ts';

/** A camera that can be moved. Carries secrets: never logged, never sent on. */
export interface PtzDevice {
  readonly cameraId: CameraId;
  readonly address: DeviceAddress;
  readonly credentials: Credentials | null;
  /** The media profile through which it is moved. */
  readonly profileToken: string;
}

/** Where the gateway learns how to move a camera; the composition root backs it with the database. */
export interface PtzDirectory {
  /** @returns null when there is no such camera, or it cannot be moved; throws when it cannot be asked */
  find(cameraId: CameraId): Promise<PtzDevice | null>;
}
