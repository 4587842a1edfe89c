import { and, asc, eq, sql } from 'drizzle-orm';
import { type RankedCamera, rankCamerasForPlace } from '#core/camera';
import type { Recommendation } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import type { AlertId, EpochMs } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { cameras, withinScope } from '../schema/index.ts';
import { findAlert } from './alerts.ts';
import { cameraColumns, toCamera } from './camera-row.ts';
import { planarDistance } from './planar-distance.ts';
import { recommendFor } from './recommend-for.ts';
import { listCandidates } from './squads.ts';

export interface ResponsePlan {
  /** At most eight, best first. */
  readonly squads: readonly Recommendation[];
  /** At most four, best first; none when the alert has no position. */
  readonly cameras: readonly RankedCamera[];
}

const SQUADS_MAX = 8;
const CAMERAS_MAX = 4;
/** Cameras looked at; a busy place has tens within sight of it. */
const CAMERA_CANDIDATES_MAX = 200;

/** Whom of the scope to send to an alert and what to look at; null when there is no such alert within the scope. */
export async function responsePlan(
  db: Queryable,
  scope: Scope,
  alertId: AlertId,
  nowMs: EpochMs,
): Promise<ResponsePlan | null> {
  const alert = await findAlert(db, scope, alertId);
  if (alert === null) return null;
  const { orgPath, subject } = alert;
  const { position } = subject;
  const candidates = await listCandidates(db, { scope, place: position });
  return {
    squads: recommendFor({ position, orgPath }, candidates, nowMs).slice(0, SQUADS_MAX),
    cameras: position === null ? [] : await camerasFor(db, scope, position),
  };
}

async function camerasFor(db: Queryable, scope: Scope, place: LonLat): Promise<RankedCamera[]> {
  const nearest = await db
    .select(cameraColumns)
    .from(cameras)
    .where(and(withinScope(cameras.orgPath, scope), eq(cameras.healthState, 'online')))
    .orderBy(asc(sql`${planarDistance(cameras, place)}`), asc(cameras.id))
    .limit(CAMERA_CANDIDATES_MAX);
  return rankCamerasForPlace(place, nearest.map(toCamera), CAMERAS_MAX);
}
