import type { AlertId, Clock } from '#core/kit';
import { routeAlert } from '#core/routing';
import type { Database } from '#db/database';
import { applyAlertEvent, findAlert, staffedUnits, systemScope } from '#db/repositories';

export interface RoutingParts {
  readonly db: Database;
  readonly clock: Clock;
  /** Multiplies the delays before an alert climbs. */
  readonly escalationScale: number;
}

/** Gives an alert to the lowest staffed unit at or above its place. One that is no longer nobody's is left alone. */
export async function routeRaisedAlert(parts: RoutingParts, alertId: AlertId): Promise<void> {
  const { db, clock, escalationScale } = parts;
  const alert = await findAlert(db, systemScope, alertId);
  if (alert?.state.phase !== 'raised') return;
  const nowMs = clock.now();
  const target = routeAlert(alert.orgPath, await staffedUnits(db, alert.orgPath, nowMs));
  if (target === null) throw new Error(`no org unit holds ${alert.orgPath}, the place of ${alertId}`);
  const holder = { orgUnitId: target.unit.id, orgPath: target.unit.path };
  // Refused when somebody was quicker, which is as good.
  await applyAlertEvent(
    db,
    alertId,
    { type: 'route', holder, canClimb: target.canClimb },
    { actor: 'worker', scope: systemScope, nowMs, escalationScale },
  );
}
