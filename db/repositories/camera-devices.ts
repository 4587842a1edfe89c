import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import type { StreamSource } from '#core/camera';
import { type DeviceAddress, deviceAddressSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';
import { openCredentials } from './stream-sources.ts';

/** How a camera is asked, and moved, over ONVIF. Carries secrets: never logged, never sent on. */
export interface PtzDevice {
  readonly cameraId: CameraId;
  readonly address: DeviceAddress;
  readonly credentials: StreamSource['credentials'];
  /** The media profile of its main stream, through which it is moved. */
  readonly profileToken: string;
}

/**
 * How the gateway moves a camera. Takes no scope: the web role checks who may move it before it asks the gateway.
 * @returns null when there is no such camera, or it cannot be moved
 * @throws CredentialsError
 */
export function findPtzDevice(db: Queryable, vault: Vault, cameraId: CameraId): Promise<PtzDevice | null> {
  return find(db, vault, cameraId, eq(cameras.ptz, true));
}

/**
 * How the gateway asks a camera anything over ONVIF, whether it can be moved or not. Takes no scope, as above.
 * @returns null when there is no such camera, or it was not registered by ONVIF
 * @throws CredentialsError
 */
export function findOnvifDevice(db: Queryable, vault: Vault, cameraId: CameraId): Promise<PtzDevice | null> {
  return find(db, vault, cameraId);
}

async function find(
  db: Queryable,
  vault: Vault,
  cameraId: CameraId,
  condition?: SQL,
): Promise<PtzDevice | null> {
  const [row] = await db
    .select({
      onvifUrl: cameras.onvifUrl,
      profileToken: cameras.profileToken,
      credentials: cameras.credentials,
    })
    .from(cameras)
    .where(and(eq(cameras.id, cameraId), condition, isNotNull(cameras.onvifUrl)));
  const { onvifUrl = null, profileToken = null } = row ?? {};
  const address = onvifUrl === null ? null : readAddress(onvifUrl);
  if (row === undefined || address === null || profileToken === null) return null;
  const credentials = row.credentials === null ? null : openCredentials(vault, cameraId, row.credentials);
  return { cameraId, address, credentials, profileToken };
}

/** `http://host:port/path`, IPv6 in brackets; null for anything else. */
function readAddress(onvifUrl: string): DeviceAddress | null {
  const match = /^http:\/\/(?:\[([^\]]+)\]|([^:/]+))(?::(\d+))?(\/.*)$/.exec(onvifUrl);
  const [, address, name, port, path] = match ?? [];
  const parsed = deviceAddressSchema.safeParse({
    host: address ?? name,
    port: port === undefined ? undefined : Number(port),
    path,
  });
  return parsed.success ? parsed.data : null;
}
