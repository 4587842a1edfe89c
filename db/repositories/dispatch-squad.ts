import { eq } from 'drizzle-orm';
import { type Alert, type AlertPhase, holderOf, isUnverified } from '#core/alert';
import type { Assignment, Squad } from '#core/dispatch';
import { type Incident, type IncidentEvent, isOpen, transitionIncident } from '#core/incident';
import {
  type AlertId,
  type EpochMs,
  fail,
  type LocalizedText,
  newId,
  ok,
  type Result,
  type SquadId,
  type UserId,
} from '#core/kit';
import type { Scope } from '#core/org';
import type { Database, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { assignments, incidents, users } from '../schema/index.ts';
import { saveAlerts } from './alert-row.ts';
import { AlertSteps, takeInHand } from './alert-steps.ts';
import { findStoredAlert } from './apply-alert-event.ts';
import { assignmentEntry, insertOffer } from './assignment-row.ts';
import type { AuditedChange, RandomBytes } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { findStoredIncident, incidentEntry, type StoredIncident, saveIncident } from './incident-row.ts';
import { findSquad } from './squads.ts';
import { systemScope } from './system-scope.ts';
import { type Audited, tellAudit } from './tell-audit.ts';

export interface DispatchOrder {
  readonly alertId: AlertId;
  readonly squadId: SquadId;
  readonly by: UserId;
  /** Both the alert and the squad must lie within. */
  readonly scope: Scope;
  readonly nowMs: EpochMs;
  /** Who it is and from where, for the audit log. */
  readonly audited?: AuditedChange;
  readonly random: RandomBytes;
}

export interface Dispatched {
  readonly alert: Alert;
  readonly incident: Incident;
  readonly assignment: Assignment;
}

export type DispatchRefusal =
  | { readonly code: 'not_found'; readonly what: 'alert' | 'squad' }
  /** Nobody has checked it against its picture yet. */
  | { readonly code: 'unverified' }
  | { readonly code: 'squad_off_duty' }
  /** Somebody was quicker, or it is still out. */
  | {
      readonly code: 'squad_busy';
      readonly assignment: Assignment;
      readonly incidentTitle: LocalizedText;
      /** Who sent it there; null when the system did. */
      readonly sentBy: LocalizedText | null;
    }
  /** The alert is shelved or cleared. */
  | { readonly code: 'wrong_phase'; readonly phase: AlertPhase };

/**
 * One click: acknowledges the alert, opens an incident if there is none that goes on, offers it to a squad; all or
 * nothing. Of several who send one squad at once, one succeeds, and the others are told who it was.
 */
export async function dispatchSquad(
  db: Database,
  order: DispatchOrder,
): Promise<Result<Dispatched, DispatchRefusal>> {
  return deciding(db, async (tx) => {
    const { scope, by, nowMs, random, audited } = order;
    const stored = await findStoredAlert(tx, scope, order.alertId);
    if (stored === null) return fail({ code: 'not_found', what: 'alert' });
    if (isUnverified(stored.alert)) return fail({ code: 'unverified' });
    const status = await findSquad(tx, scope, order.squadId);
    if (status === null) return fail({ code: 'not_found', what: 'squad' });
    if (!status.squad.onDuty) return fail({ code: 'squad_off_duty' });
    if (status.assignment !== null) return fail(await whoHasIt(tx, status.assignment));

    const alertSteps = new AlertSteps(stored.alert, nowMs);
    await takeInHand(tx, alertSteps, by);
    if (alertSteps.alert.state.phase !== 'acknowledged') {
      return fail({ code: 'wrong_phase', phase: alertSteps.alert.state.phase });
    }
    const { stored: before, opened } = await incidentFor(tx, alertSteps.alert, order);
    if (opened) alertSteps.take({ type: 'link', incidentId: before.incident.id }, by);
    const incident = sendOut(before.incident, by, nowMs);

    await saveIncident(tx, { incident, version: before.version });
    const saved = await saveAlerts(tx, [{ alert: alertSteps.alert, version: stored.version }]);
    if (saved.size === 0) throw new LostRace();
    const offer = { incidentId: incident.id, squad: status.squad, by, nowMs, random };
    const assignment = await insertOffer(tx, offer);
    await appendEntries(tx, [
      ...(opened ? [incidentEntry('incident.opened', before.incident, by, nowMs)] : []),
      ...alertSteps.entries,
      incidentEntry('incident.changed', incident, by, nowMs),
      assignmentEntry('assignment.offered', assignment, by, nowMs),
    ]);
    if (audited !== undefined) await tellAudit(tx, audited, [dispatched(incident, status.squad)]);
    return ok({ alert: alertSteps.alert, incident, assignment });
  });
}

/** What the audit log tells of a squad that was sent. */
function dispatched({ id, orgPath, title }: Incident, squad: Squad): Audited {
  const detail = { event: 'dispatch', squadId: squad.id, squadZh: squad.name.zh, squadEn: squad.name.en };
  return {
    ...{ action: 'squad.dispatched', subject: id, orgPath },
    detail: { ...detail, nameZh: title.zh, nameEn: title.en },
  };
}

/** The incident the alert belongs to, else a new one. */
async function incidentFor(
  tx: Transaction,
  alert: Alert,
  { random }: DispatchOrder,
): Promise<{ stored: StoredIncident; opened: boolean }> {
  if (alert.incidentId !== null) {
    const stored = await findStoredIncident(tx, systemScope, alert.incidentId);
    if (stored !== null && isOpen(stored.incident)) return { stored, opened: false };
  }
  const holder = holderOf(alert);
  if (holder === null) throw new Error(`${alert.id} is acknowledged and nobody's`);
  const incident: Incident = {
    id: newId('inc', random),
    kind: alert.kind,
    priority: alert.priority,
    title: alert.subject.place,
    orgPath: alert.orgPath,
    ownerId: holder.orgUnitId,
    position: alert.subject.position,
    alertIds: [alert.id],
    openedAtMs: alert.raisedAtMs,
    state: { phase: 'reported' },
  };
  return { stored: { incident, version: null }, opened: true };
}

/** An incident that a squad is sent to; one that was being verified is worked on again. */
function sendOut(incident: Incident, by: UserId, nowMs: EpochMs): Incident {
  const events: IncidentEvent[] = [{ type: 'dispatched', by }];
  if (incident.state.phase === 'verifying') events.unshift({ type: 'rework', by });
  return events.reduce((before, event) => {
    const outcome = transitionIncident(before, event, nowMs);
    if (!outcome.ok) throw new Error(`${event.type} of an open incident: ${outcome.error.phase}`);
    return outcome.value;
  }, incident);
}

async function whoHasIt(tx: Transaction, assignment: Assignment): Promise<DispatchRefusal> {
  const [row] = await tx
    .select({
      incidentTitle: { zh: incidents.titleZh, en: incidents.titleEn },
      sentBy: { zh: users.displayNameZh, en: users.displayNameEn },
    })
    .from(assignments)
    .innerJoin(incidents, eq(incidents.id, assignments.incidentId))
    .leftJoin(users, eq(users.id, assignments.offeredBy))
    .where(eq(assignments.id, assignment.id));
  if (row === undefined) throw new Error(`${assignment.id} has no incident`);
  return { code: 'squad_busy', assignment, ...row };
}
