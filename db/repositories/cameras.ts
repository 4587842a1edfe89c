import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Camera } from '#core/camera';
import type { CameraQuery } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { cameras, orgUnits, withinScope } from '../schema/index.ts';
import { cameraColumns, toCamera } from './camera-row.ts';
import { containsText, storableText } from './text-search.ts';

export interface CameraList {
  readonly items: readonly Camera[];
  /** Give it back as `cursor` for the next page; null after the last. */
  readonly nextCursor: string | null;
}

/**
 * A page of the scope's cameras in the order of their codes. Paged by key: a camera that is added or removed
 * meanwhile neither repeats nor hides another, and page 300 costs as little as page 1.
 */
export async function listCameras(db: Queryable, scope: Scope, query: CameraQuery): Promise<CameraList> {
  const rows = await db
    .select(cameraColumns)
    .from(cameras)
    .where(and(withinScope(cameras.orgPath, scope), ...filters(query)))
    .orderBy(asc(cameras.code))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit).map(toCamera);
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.code ?? null) : null };
}

function filters(query: CameraQuery): SQL[] {
  const conditions: SQL[] = [];
  if (query.orgUnitId !== undefined) {
    conditions.push(
      query.depth === 'unit'
        ? eq(cameras.orgUnitId, query.orgUnitId)
        : sql`${cameras.orgPath} <@ (select ${orgUnits.path} from ${orgUnits} where ${orgUnits.id} = ${query.orgUnitId})`,
    );
  }
  if (query.search !== undefined) {
    conditions.push(containsText(cameras.searchText, query.search));
  }
  if (query.class !== undefined) conditions.push(eq(cameras.class, query.class));
  if (query.state !== undefined) conditions.push(eq(cameras.healthState, query.state));
  if (query.cursor !== undefined) conditions.push(gt(cameras.code, storableText(query.cursor)));
  return conditions;
}

/** @returns null when there is no such camera within the scope */
export async function findCamera(db: Queryable, scope: Scope, id: CameraId): Promise<Camera | null> {
  const [row] = await db
    .select(cameraColumns)
    .from(cameras)
    .where(and(eq(cameras.id, id), withinScope(cameras.orgPath, scope)));
  return row === undefined ? null : toCamera(row);
}

export interface SweepPage {
  /** Cameras are dealt into this many hands by a hash of their id. */
  readonly shards: number;
  /** Which hand, from 0. */
  readonly shard: number;
  /** The last id of the page before; null for the first page. */
  readonly after: CameraId | null;
  readonly limit: number;
}

/** One page of a shard's camera ids, in the order of the ids. */
export async function listCamerasForSweep(db: Queryable, scope: Scope, page: SweepPage): Promise<CameraId[]> {
  const inShard = sql`(hashtext(${cameras.id}) & 2147483647) % ${page.shards}::int = ${page.shard}::int`;
  const rows = await db
    .select({ id: cameras.id })
    .from(cameras)
    .where(
      and(
        withinScope(cameras.orgPath, scope),
        inShard,
        page.after === null ? undefined : gt(cameras.id, page.after),
      ),
    )
    .orderBy(asc(cameras.id))
    .limit(page.limit);
  return rows.map((row) => row.id);
}
