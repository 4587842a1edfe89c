import { and, inArray } from 'drizzle-orm';
import type { CameraId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { cameras, withinScope } from '../schema/index.ts';

/** Which of these cameras exist within the scope. One query for a whole wall. */
export async function findVisibleCameras(
  db: Queryable,
  scope: Scope,
  ids: readonly CameraId[],
): Promise<ReadonlySet<CameraId>> {
  const rows = await db
    .select({ id: cameras.id })
    .from(cameras)
    .where(and(inArray(cameras.id, [...ids]), withinScope(cameras.orgPath, scope)));
  return new Set(rows.map((row) => row.id));
}
