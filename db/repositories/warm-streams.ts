import { asc, eq } from 'drizzle-orm';
import type { StreamProfile } from '#core/camera';
import type { CameraId } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';

/**
 * The streams to be kept open though nobody watches: of each camera that is marked the small one, which walls show, or
 * the only one it has. For the gateway, which sees all; always in the same order.
 */
export async function listWarmStreams(
  db: Queryable,
  limit: number,
): Promise<{ cameraId: CameraId; profile: StreamProfile }[]> {
  const rows = await db
    .select({ cameraId: cameras.id, subUrl: cameras.subUrl })
    .from(cameras)
    .where(eq(cameras.warm, true))
    .orderBy(asc(cameras.id))
    .limit(limit);
  return rows.map(({ cameraId, subUrl }) => ({ cameraId, profile: subUrl === null ? 'main' : 'sub' }));
}
