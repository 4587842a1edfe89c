import { type Alert, type AlertEvent, type AlertRefusal, transitionAlert } from '#core/alert';
import type { NewJournalEntry } from '#core/contracts';
import { type EpochMs, ok, type Result, type UserId } from '#core/kit';
import { routeAlert } from '#core/routing';
import type { Transaction } from '../database/index.ts';
import { alertEntry } from './alert-row.ts';
import { staffedUnits } from './staffed-units.ts';

/** An alert on its way through several events, and what the journal says of them. */
export class AlertSteps {
  alert: Alert;
  readonly entries: NewJournalEntry[] = [];
  readonly nowMs: EpochMs;

  constructor(alert: Alert, nowMs: EpochMs) {
    this.alert = alert;
    this.nowMs = nowMs;
  }

  /** Takes an event; one that does not apply leaves the alert as it is. */
  take(event: AlertEvent, actor: string): Result<Alert, AlertRefusal> {
    const outcome = transitionAlert(this.alert, event, this.nowMs);
    if (!outcome.ok) return outcome;
    this.alert = outcome.value;
    this.entries.push(alertEntry(event.type, this.alert, actor, this.nowMs));
    return ok(this.alert);
  }
}

/** Acknowledges the alert. One that no worker has routed yet is routed first: an emergency does not wait for that. */
export async function takeInHand(
  tx: Transaction,
  steps: AlertSteps,
  by: UserId,
): Promise<Result<Alert, AlertRefusal>> {
  const { alert, nowMs } = steps;
  if (alert.state.phase === 'raised') {
    const target = routeAlert(alert.orgPath, await staffedUnits(tx, alert.orgPath, nowMs));
    if (target !== null) {
      const holder = { orgUnitId: target.unit.id, orgPath: target.unit.path };
      steps.take({ type: 'route', holder, canClimb: target.canClimb }, by);
    }
  }
  return steps.take({ type: 'acknowledge', by }, by);
}
