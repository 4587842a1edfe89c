import { like, sql } from 'drizzle-orm';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';

/**
 * Gives every address of a camera, of its streams and of its ONVIF service, that begins with `from` the beginning `to`: a
 * recorder or a media server has moved. Sessions that run find the new address when they next connect.
 */
export async function moveStreams(db: Queryable, from: string, to: string): Promise<void> {
  const moved = (column: typeof cameras.mainUrl | typeof cameras.subUrl | typeof cameras.onvifUrl) =>
    sql`${to}::text || substr(${column}, ${from.length + 1}::int)`;
  const prefix = `${from.replace(/[\\%_]/g, '\\$&')}%`;
  await db
    .update(cameras)
    .set({ mainUrl: moved(cameras.mainUrl) })
    .where(like(cameras.mainUrl, prefix));
  await db
    .update(cameras)
    .set({ subUrl: moved(cameras.subUrl) })
    .where(like(cameras.subUrl, prefix));
  await db
    .update(cameras)
    .set({ onvifUrl: moved(cameras.onvifUrl) })
    .where(like(cameras.onvifUrl, prefix));
}
