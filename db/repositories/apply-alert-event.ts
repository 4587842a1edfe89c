import { and, eq } from 'drizzle-orm';
import { type Alert, type AlertEvent, type AlertRefusal, transitionAlert } from '#core/alert';
import { type AlertId, fail, ok, type Result } from '#core/kit';
import type { Scope } from '#core/org';
import type { Database, Queryable } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { alerts, withinScope } from '../schema/index.ts';
import { type AlertSave, alertColumns, alertEntry, saveAlerts } from './alert-row.ts';
import type { AuditedChange, Change, NotFound } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { type Audited, tellAudit } from './tell-audit.ts';

export interface AlertChange extends Change {
  /** Multiplies the delays before an alert climbs; 1 if not given. */
  readonly escalationScale?: number;
}

/**
 * Moves an alert on (`transitionAlert`) and journals it, or says why not.
 * @param event or a function that makes it from the alert as it is now; null: nothing is to happen
 */
export async function applyAlertEvent(
  db: Database,
  alertId: AlertId,
  event: AlertEvent | ((alert: Alert) => AlertEvent | null),
  change: AlertChange | (AlertChange & AuditedChange),
): Promise<Result<Alert, NotFound | AlertRefusal>> {
  const { actor, scope, nowMs, escalationScale } = change;
  return deciding(db, async (tx) => {
    const stored = await findStoredAlert(tx, scope, alertId);
    if (stored === null) return fail({ code: 'not_found' });
    const happened = typeof event === 'function' ? event(stored.alert) : event;
    if (happened === null) return ok(stored.alert);
    const outcome = transitionAlert(stored.alert, happened, nowMs, escalationScale);
    if (!outcome.ok) return outcome;
    const saved = await saveAlerts(tx, [{ alert: outcome.value, version: stored.version }]);
    if (saved.size === 0) throw new LostRace();
    await appendEntries(tx, [alertEntry(happened.type, outcome.value, actor, nowMs)]);
    await tellAudit(tx, change, [handled(outcome.value, happened)]);
    return ok(outcome.value);
  });
}

/** What the audit log tells of an alert that was handled. */
export function handled({ id, orgPath, kind, subject }: Alert, event: AlertEvent): Audited {
  const reason = event.type === 'shelve' ? { reason: event.reason } : {};
  const { zh: nameZh, en: nameEn } = subject.place;
  return {
    ...{ action: 'alert.handled', subject: id, orgPath },
    detail: { event: event.type, kind, nameZh, nameEn, ...reason },
  };
}

/** An alert with its version; null when there is none such within the scope. */
export async function findStoredAlert(db: Queryable, scope: Scope, id: AlertId): Promise<AlertSave | null> {
  const [row] = await db
    .select({ alert: alertColumns, version: alerts.version })
    .from(alerts)
    .where(and(eq(alerts.id, id), withinScope(alerts.orgPath, scope)));
  return row ?? null;
}
