import type { Alert, AlertRefusal } from '#core/alert';
import { type AlertId, fail, type Result, type UserId } from '#core/kit';
import type { Database } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { saveAlerts } from './alert-row.ts';
import { AlertSteps, takeInHand } from './alert-steps.ts';
import { findStoredAlert, handled } from './apply-alert-event.ts';
import type { AuditedChange, Change, NotFound } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { tellAudit } from './tell-audit.ts';

/** Somebody takes an alert on, whether or not a worker has routed it yet. */
export async function acknowledgeAlert(
  db: Database,
  alertId: AlertId,
  by: UserId,
  change: Change | AuditedChange,
): Promise<Result<Alert, NotFound | AlertRefusal>> {
  const { scope, nowMs } = change;
  return deciding(db, async (tx) => {
    const stored = await findStoredAlert(tx, scope, alertId);
    if (stored === null) return fail({ code: 'not_found' });
    const steps = new AlertSteps(stored.alert, nowMs);
    const outcome = await takeInHand(tx, steps, by);
    if (!outcome.ok) return outcome;
    const saved = await saveAlerts(tx, [{ alert: outcome.value, version: stored.version }]);
    if (saved.size === 0) throw new LostRace();
    await appendEntries(tx, steps.entries);
    await tellAudit(tx, change, [handled(outcome.value, { type: 'acknowledge', by })]);
    return outcome;
  });
}
