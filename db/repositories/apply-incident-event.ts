import { eq } from 'drizzle-orm';
import { transitionAlert } from '#core/alert';
import { transitionAssignment } from '#core/dispatch';
import {
  type Incident,
  type IncidentEvent,
  type IncidentRefusal,
  isOpen,
  transitionIncident,
} from '#core/incident';
import { type EpochMs, fail, type IncidentId, ok, type Result, type UserId } from '#core/kit';
import type { Database, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { alerts } from '../schema/index.ts';
import { type AlertSave, alertColumns, alertEntry, saveAlerts } from './alert-row.ts';
import { assignmentEntry, assignmentsOf, type StoredAssignment, saveAssignment } from './assignment-row.ts';
import type { AuditedChange, Change, NotFound } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { findStoredIncident, incidentEntry, saveIncident } from './incident-row.ts';
import { type Audited, tellAudit } from './tell-audit.ts';

/** What a person does to an incident; the rest follows from its assignments. */
export type IncidentAction = Extract<
  IncidentEvent,
  { readonly type: 'accept' | 'reject' | 'file' | 'rework' | 'close' | 'cancel' | 'reopen' }
>;

/**
 * Moves an incident on (`transitionIncident`) and journals it, or says why not. One that ends recalls the squads that
 * are still out for it; one that is closed clears its alerts too.
 */
export async function applyIncidentEvent(
  db: Database,
  incidentId: IncidentId,
  event: IncidentAction,
  change: Change | AuditedChange,
): Promise<Result<Incident, NotFound | IncidentRefusal>> {
  return deciding(db, async (tx) => {
    const stored = await findStoredIncident(tx, change.scope, incidentId);
    if (stored === null) return fail({ code: 'not_found' });
    const outcome = transitionIncident(stored.incident, event, change.nowMs);
    if (!outcome.ok) return outcome;
    const incident = outcome.value;
    const { actor, nowMs } = change;
    const cleared = event.type === 'close' ? await alertsToClear(tx, incidentId, event.by, nowMs) : [];
    const recalled = isOpen(incident) ? [] : await assignmentsToRecall(tx, incidentId, nowMs);

    await saveIncident(tx, { incident, version: stored.version });
    const saved = await saveAlerts(tx, cleared);
    if (saved.size < cleared.length) throw new LostRace();
    for (const each of recalled) await saveAssignment(tx, each);
    await appendEntries(tx, [
      incidentEntry('incident.changed', incident, actor, nowMs),
      ...cleared.map(({ alert }) => alertEntry('clear', alert, actor, nowMs)),
      ...recalled.map(({ assignment }) => assignmentEntry('assignment.changed', assignment, actor, nowMs)),
    ]);
    await tellAudit(tx, change, [incidentHandled(incident, event)]);
    return ok(incident);
  });
}

/** What the audit log tells of an incident that somebody moved on. */
function incidentHandled({ id, orgPath, title }: Incident, event: IncidentAction): Audited {
  const reason = 'reason' in event ? { reason: event.reason } : {};
  const { zh: nameZh, en: nameEn } = title;
  return {
    ...{ action: 'alert.handled', subject: id, orgPath },
    detail: { event: event.type, nameZh, nameEn, ...reason },
  };
}

/** The incident's open alerts, as they are once cleared. */
async function alertsToClear(
  tx: Transaction,
  incidentId: IncidentId,
  by: UserId,
  nowMs: EpochMs,
): Promise<AlertSave[]> {
  const rows = await tx
    .select({ alert: alertColumns, version: alerts.version })
    .from(alerts)
    .where(eq(alerts.incidentId, incidentId));
  return rows.flatMap(({ alert, version }) => {
    const outcome = transitionAlert(alert, { type: 'clear', by }, nowMs);
    return outcome.ok ? [{ alert: outcome.value, version }] : [];
  });
}

/** The incident's assignments that still occupy a squad, as they are once recalled. */
async function assignmentsToRecall(
  tx: Transaction,
  incidentId: IncidentId,
  nowMs: EpochMs,
): Promise<StoredAssignment[]> {
  return (await assignmentsOf(tx, incidentId)).flatMap(({ assignment, version }) => {
    const outcome = transitionAssignment(assignment, { type: 'recall' }, nowMs);
    return outcome.ok ? [{ assignment: outcome.value, version }] : [];
  });
}
