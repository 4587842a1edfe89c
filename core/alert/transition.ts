import { assertNever, type EpochMs, fail, type IncidentId, ok, type Result, type UserId } from '#core/kit';
import type { Acknowledged, Alert, AlertPhase, Holder, Routed } from './alert.ts';
import { escalationDelayMs, needsVerification, type Priority } from './kind.ts';

export type AlertEvent =
  | { readonly type: 'route'; readonly holder: Omit<Holder, 'sinceMs'>; readonly canClimb: boolean }
  | { readonly type: 'escalate'; readonly to: Omit<Holder, 'sinceMs'>; readonly canClimb: boolean }
  | { readonly type: 'repeat'; readonly priority: Priority }
  | { readonly type: 'condition_ended' }
  | { readonly type: 'acknowledge'; readonly by: UserId }
  | { readonly type: 'shelve'; readonly by: UserId; readonly reason: string; readonly untilMs: EpochMs }
  | { readonly type: 'unshelve' }
  | { readonly type: 'link'; readonly incidentId: IncidentId }
  | { readonly type: 'clear'; readonly by: UserId };

/** Why an event does not apply: `wrong_phase` names where the alert stands; `not_yet` a deadline still ahead. */
export type AlertRefusal =
  | { readonly code: 'wrong_phase'; readonly phase: AlertPhase }
  | { readonly code: 'not_yet'; readonly dueMs: EpochMs }
  | { readonly code: 'shelf_too_long'; readonly maxMs: number };

type Outcome = Result<Alert, AlertRefusal>;

/** Nothing is put aside for longer than a shift. */
export const SHELVE_MAX_MS = 8 * 3_600_000;

/**
 * Moves an alert on, or says why not. Rules:
 * A1 an alert is routed once; A2 it climbs only while routed and only at its deadline;
 * A3 climbing and repeats never touch `raisedAtMs`; A4 a repeat counts up, and one of a higher priority
 * un-acknowledges; A5 acknowledging stops the climb; A6 shelved comes back at its time to where it was, with a new
 * deadline if it was waiting; A7 a condition that ends before acknowledgement stays visible, one that ends after it
 * clears the alert; A8 a cleared alert takes no event. (A9 is `isUnverified`.)
 * @param escalationScale multiplies the delay before it climbs, see `escalationDelayMs`
 */
export function transitionAlert(
  alert: Alert,
  event: AlertEvent,
  nowMs: EpochMs,
  escalationScale = 1,
): Outcome {
  const { state } = alert;
  if (state.phase === 'cleared') return wrongPhase(alert); // A8
  const climbAtMs = (priority: Priority) => nowMs + escalationDelayMs(priority, escalationScale);
  switch (event.type) {
    case 'route':
      if (state.phase !== 'raised') return wrongPhase(alert); // A1
      return ok({
        ...alert,
        state: routedTo(event.holder, event.canClimb ? climbAtMs(alert.priority) : null, nowMs),
      });
    case 'escalate':
      return escalate(alert, event, nowMs, climbAtMs(alert.priority));
    case 'repeat':
      return ok(repeat(alert, event.priority, nowMs, climbAtMs(event.priority)));
    case 'condition_ended':
      return ok(conditionEnded(alert, nowMs));
    case 'acknowledge':
      return acknowledge(alert, event.by, nowMs);
    case 'shelve':
      return shelve(alert, event, nowMs);
    case 'unshelve':
      return unshelve(alert, nowMs, climbAtMs(alert.priority));
    case 'link':
      return ok({ ...alert, incidentId: event.incidentId });
    case 'clear':
      return ok({
        ...alert,
        state: { phase: 'cleared', holder: holderOf(alert), by: event.by, atMs: nowMs },
      });
    default:
      return assertNever(event);
  }
}

/** A9: whether a person must still look at the alert's picture and acknowledge it before a squad may be sent. */
export function isUnverified({ kind, state }: Alert): boolean {
  return needsVerification(kind) && (state.phase === 'raised' || state.phase === 'routed');
}

/** Who holds the alert now; null before routing. */
export function holderOf({ state }: Alert): Holder | null {
  if (state.phase === 'raised') return null;
  return state.phase === 'shelved' ? state.back.holder : state.holder;
}

const wrongPhase = (alert: Alert): Outcome => fail({ code: 'wrong_phase', phase: alert.state.phase });

function routedTo(to: Omit<Holder, 'sinceMs'>, escalateAtMs: EpochMs | null, nowMs: EpochMs): Routed {
  const holder = { orgUnitId: to.orgUnitId, orgPath: to.orgPath, sinceMs: nowMs };
  return { phase: 'routed', holder, escalateAtMs };
}

function escalate(
  alert: Alert,
  event: Extract<AlertEvent, { type: 'escalate' }>,
  nowMs: EpochMs,
  nextAtMs: EpochMs,
): Outcome {
  const { state } = alert;
  if (state.phase !== 'routed' || state.escalateAtMs === null) return wrongPhase(alert);
  if (nowMs < state.escalateAtMs) return fail({ code: 'not_yet', dueMs: state.escalateAtMs }); // A2
  return ok({ ...alert, state: routedTo(event.to, event.canClimb ? nextAtMs : null, nowMs) }); // A3
}

function repeat(alert: Alert, priority: Priority, nowMs: EpochMs, escalateAtMs: EpochMs): Alert {
  const seen = { ...alert, count: alert.count + 1, lastSeenMs: nowMs, conditionActive: true };
  if (priority >= alert.priority) return seen;
  const raised = { ...seen, priority };
  const { state } = alert;
  if (state.phase !== 'acknowledged') return raised;
  return { ...raised, state: { phase: 'routed', holder: state.holder, escalateAtMs } };
}

function conditionEnded(alert: Alert, nowMs: EpochMs): Alert {
  const ended = { ...alert, conditionActive: false };
  const { state } = alert;
  if (state.phase !== 'acknowledged' || alert.incidentId !== null) return ended;
  return { ...ended, state: { phase: 'cleared', holder: state.holder, by: null, atMs: nowMs } };
}

function acknowledge(alert: Alert, by: UserId, nowMs: EpochMs): Outcome {
  const { state } = alert;
  if (state.phase !== 'routed') return wrongPhase(alert);
  const acknowledged: Acknowledged = { phase: 'acknowledged', holder: state.holder, by, atMs: nowMs };
  return ok({ ...alert, state: acknowledged });
}

function shelve(alert: Alert, event: Extract<AlertEvent, { type: 'shelve' }>, nowMs: EpochMs): Outcome {
  const { state } = alert;
  if (state.phase !== 'routed' && state.phase !== 'acknowledged') return wrongPhase(alert);
  if (event.untilMs > nowMs + SHELVE_MAX_MS) return fail({ code: 'shelf_too_long', maxMs: SHELVE_MAX_MS });
  const { by, reason, untilMs } = event;
  return ok({ ...alert, state: { phase: 'shelved', by, reason, untilMs, back: state } });
}

function unshelve(alert: Alert, nowMs: EpochMs, escalateAtMs: EpochMs): Outcome {
  const { state } = alert;
  if (state.phase !== 'shelved') return wrongPhase(alert);
  if (nowMs < state.untilMs) return fail({ code: 'not_yet', dueMs: state.untilMs });
  const { back } = state;
  if (back.phase === 'acknowledged' || back.escalateAtMs === null) return ok({ ...alert, state: back });
  return ok({ ...alert, state: { ...back, escalateAtMs } });
}
