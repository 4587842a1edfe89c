import { randomFillSync } from 'node:crypto';
import type { Alert, AlertEvent } from '#core/alert';
import type { DeadlineJob } from '#core/contracts';
import type { AlertId, EpochMs } from '#core/kit';
import { climbTarget } from '#core/routing';
import {
  applyAlertEvent,
  applyAssignmentEvent,
  findAlert,
  staffedUnits,
  systemScope,
} from '#db/repositories';
import type { RoutingParts } from '#workers/routing';

/**
 * Looks after an alert or an offer whose time may be up. What is to be done follows from the state as it is now: a
 * job that comes late, twice, or for a deadline that was moved does no harm.
 */
export async function handleDeadline(parts: RoutingParts, job: DeadlineJob): Promise<void> {
  if (job.subject === 'alert') return wakeAlert(parts, job.alertId);
  const change = { actor: 'worker', scope: systemScope, nowMs: parts.clock.now(), random: randomFillSync };
  // Refused when the squad answered meanwhile, or somebody else timed it out.
  await applyAssignmentEvent(parts.db, job.assignmentId, { type: 'time_out' }, change);
}

async function wakeAlert(parts: RoutingParts, alertId: AlertId): Promise<void> {
  const { db, clock, escalationScale } = parts;
  const nowMs = clock.now();
  const alert = await findAlert(db, systemScope, alertId);
  const event = alert === null ? null : await dueEvent(parts, alert, nowMs);
  if (event === null) return;
  // The transition checks the deadline again: of two handlers that climb at once, one is refused.
  await applyAlertEvent(db, alertId, event, { actor: 'worker', scope: systemScope, nowMs, escalationScale });
}

/** What an alert's deadline asks for; null when none has passed. */
async function dueEvent({ db }: RoutingParts, alert: Alert, nowMs: EpochMs): Promise<AlertEvent | null> {
  const { state } = alert;
  if (state.phase === 'shelved') return state.untilMs <= nowMs ? { type: 'unshelve' } : null;
  if (state.phase !== 'routed' || state.escalateAtMs === null || state.escalateAtMs > nowMs) return null;
  const target = climbTarget(state.holder.orgPath, await staffedUnits(db, alert.orgPath, nowMs));
  if (target === null)
    throw new Error(`${alert.id} is to climb from ${state.holder.orgPath}, which is the top`);
  const to = { orgUnitId: target.unit.id, orgPath: target.unit.path };
  return { type: 'escalate', to, canClimb: target.canClimb };
}
