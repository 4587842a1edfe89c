import type { CameraClass, CameraHealth } from '#core/camera';
import type { CameraId, Id, LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';

/** What the map needs of a camera, and no more: there are tens of thousands. */
export interface MapCamera {
  readonly id: CameraId;
  readonly name: LocalizedText;
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
export async function registerCheckpoints(
  _db: Queryable,
  _checkpoints: readonly NewCheckpoint[],
): Promise<void> {
  throw new Error('under construction');
}

/** Enters posts. @throws when an org unit does not exist, or an id is taken */
export async function registerPosts(_db: Queryable, _posts: readonly NewPost[]): Promise<void> {
  throw new Error('under construction');
}

/** Everything of the scope that stands still on the map. */
export async function mapObjects(_db: Queryable, _scope: Scope): Promise<MapObjects> {
  throw new Error('under construction');
}
