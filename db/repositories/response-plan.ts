import type { Camera } from '#core/camera';
import type { Recommendation } from '#core/dispatch';
import type { AlertId, EpochMs } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';

export interface ResponsePlan {
  /** At most eight, best first. */
  readonly squads: readonly Recommendation[];
  /** At most four, best first; none when the alert has no position. */
  readonly cameras: readonly {
    readonly camera: Camera;
    readonly distanceM: number;
    readonly faces: boolean;
  }[];
}

/** Whom of the scope to send to an alert and what to look at; null when there is no such alert within the scope. */
export async function responsePlan(
  _db: Queryable,
  _scope: Scope,
  _alertId: AlertId,
  _nowMs: EpochMs,
): Promise<ResponsePlan | null> {
  throw new Error('under construction');
}
