import { randomFillSync } from 'node:crypto';
import type { Alert, AlertEvent } from '#core/alert';
import type { DeadlineJob } from '#core/contracts';
import type { AlertId, EpochMs } from '#core/kit';
import { climbTarget, type RoutingUnit } from '#core/routing';
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
  const seen = await findAlert(db, systemScope, alertId);
  if (seen === null || !isDue(seen, nowMs)) return;
  const units = await staffedUnits(db, seen.orgPath, nowMs);
  // Decided again on the alert as it is when it is changed: of two handlers at once, the second must not repeat the
  // climb that it saw coming, however late it is.
  const decide = (alert: Alert) => (isDue(alert, nowMs) ? dueEvent(alert, units) : null);
  await applyAlertEvent(db, alertId, decide, { actor: 'worker', scope: systemScope, nowMs, escalationScale });
}

function isDue({ state }: Alert, nowMs: EpochMs): boolean {
  if (state.phase === 'shelved') return state.untilMs <= nowMs;
  return state.phase === 'routed' && state.escalateAtMs !== null && state.escalateAtMs <= nowMs;
}

/** What the deadline of an alert that is due asks for. */
function dueEvent({ id, state }: Alert, units: readonly RoutingUnit[]): AlertEvent {
  if (state.phase !== 'routed') return { type: 'unshelve' };
  const target = climbTarget(state.holder.orgPath, units);
  if (target === null) throw new Error(`${id} is to climb from ${state.holder.orgPath}, which is the top`);
  const to = { orgUnitId: target.unit.id, orgPath: target.unit.path };
  return { type: 'escalate', to, canClimb: target.canClimb };
}
