import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { StreamProfile, StreamSource } from '#core/camera';
import type { CameraId } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';

export const credentialsSchema = z.object({ username: z.string(), password: z.string() });

/** A camera's stored credentials do not open: the installation's key changed, or rows were tampered with. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly cameraId: CameraId;

  constructor(cameraId: CameraId) {
    super(`the stored credentials of ${cameraId} cannot be opened with this installation's key`);
    this.cameraId = cameraId;
  }
}

/**
 * How the gateway opens a stream. Takes no scope: whoever holds a valid ticket for the stream was checked when
 * the ticket was made.
 * @returns null when there is no such camera, or it has no such stream
 * @throws CredentialsError
 */
export async function findStreamSource(
  db: Queryable,
  vault: Vault,
  cameraId: CameraId,
  profile: StreamProfile,
): Promise<StreamSource | null> {
  const [row] = await db
    .select({
      url: profile === 'main' ? cameras.mainUrl : cameras.subUrl,
      credentials: cameras.credentials,
      deviceKey: cameras.deviceKey,
      siteKey: cameras.siteKey,
    })
    .from(cameras)
    .where(eq(cameras.id, cameraId));
  if (row === undefined || row.url === null) return null;
  const credentials = row.credentials === null ? null : openCredentials(vault, cameraId, row.credentials);
  return { cameraId, profile, url: row.url, credentials, deviceKey: row.deviceKey, siteKey: row.siteKey };
}

/** @throws CredentialsError */
export function openCredentials(vault: Vault, cameraId: CameraId, sealed: Uint8Array) {
  const text = vault.open(sealed, cameraId);
  if (!text.ok) throw new CredentialsError(cameraId);
  return credentialsSchema.parse(JSON.parse(text.value));
}
