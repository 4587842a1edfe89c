import { asc, sql } from 'drizzle-orm';
import type { CameraClass, CameraHealth } from '#core/camera';
import type { CameraId, Id, LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { cameras, checkpoints, posts, withinScope } from '../schema/index.ts';
import { insertPlaced } from './insert-placed.ts';

/** What the map needs of a camera, and no more: there are tens of thousands. */
export interface MapCamera {
  readonly id: CameraId;
  readonly class: CameraClass;
  readonly lon: number;
  readonly lat: number;
  readonly azimuthDeg: number;
  readonly angleDeg: number;
  readonly rangeM: number;
  readonly state: CameraHealth['state'];
}

/** 警务站: a street police post. */
export interface Post {
  readonly id: Id<'pst'>;
  readonly name: LocalizedText;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly lon: number;
  readonly lat: number;
}

/** 卡口: a road point that reports passing vehicles. */
export interface Checkpoint extends Omit<Post, 'id'> {
  readonly id: Id<'chk'>;
  /** Where the traffic it watches is going, degrees clockwise from north. */
  readonly bearingDeg: number;
}

export interface MapObjects {
  readonly cameras: readonly MapCamera[];
  readonly checkpoints: readonly Checkpoint[];
  readonly posts: readonly Post[];
}

export type NewPost = Omit<Post, 'orgPath'>;
export type NewCheckpoint = Omit<Checkpoint, 'orgPath'>;

/** Enters checkpoints. @throws when an org unit does not exist, or an id is taken */
export async function registerCheckpoints(db: Queryable, entered: readonly NewCheckpoint[]): Promise<void> {
  await insertPlaced(db, checkpoints, entered);
}

/** Enters posts. @throws when an org unit does not exist, or an id is taken */
export async function registerPosts(db: Queryable, entered: readonly NewPost[]): Promise<void> {
  await insertPlaced(db, posts, entered);
}

/** Everything of the scope that stands still on the map. */
export async function mapObjects(db: Queryable, scope: Scope): Promise<MapObjects> {
  return {
    cameras: await mapCameras(db, scope),
    checkpoints: await db
      .select({ ...placeColumns(checkpoints), bearingDeg: checkpoints.bearingDeg })
      .from(checkpoints)
      .where(withinScope(checkpoints.orgPath, scope))
      .orderBy(asc(checkpoints.id)),
    posts: await db
      .select(placeColumns(posts))
      .from(posts)
      .where(withinScope(posts.orgPath, scope))
      .orderBy(asc(posts.id)),
  };
}

function placeColumns<Table extends typeof posts | typeof checkpoints>(table: Table) {
  return {
    id: table.id as Table['id'],
    name: { zh: table.nameZh, en: table.nameEn },
    orgUnitId: table.orgUnitId,
    orgPath: table.orgPath,
    lon: table.lon,
    lat: table.lat,
  };
}

/** Plain columns, read as they come: the query builder's mapping of each field would take longer than the query. */
async function mapCameras(db: Queryable, scope: Scope): Promise<MapCamera[]> {
  const { rows } = await db.execute<{ [Column in keyof MapCamera]: MapCamera[Column] }>(sql`
    select id, class, lon, lat, azimuth_deg as "azimuthDeg", angle_deg as "angleDeg", range_m as "rangeM",
      health_state as state
    from ${cameras} where ${withinScope(cameras.orgPath, scope)} order by code`);
  return rows;
}
