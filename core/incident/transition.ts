import { assertNever, type EpochMs, fail, type IncidentId, ok, type Result, type UserId } from '#core/kit';
import type { Incident, IncidentPhase } from './incident.ts';

export type IncidentEvent =
  | { readonly type: 'accept'; readonly by: UserId }
  | { readonly type: 'reject'; readonly by: UserId; readonly reason: string }
  | { readonly type: 'file'; readonly by: UserId }
  | { readonly type: 'dispatched'; readonly by: UserId }
  /** No assignment is left that could still do it. */
  | { readonly type: 'returned' }
  | { readonly type: 'work_started' }
  | { readonly type: 'work_done' }
  | { readonly type: 'rework'; readonly by: UserId }
  | { readonly type: 'close'; readonly by: UserId; readonly reason: string }
  | { readonly type: 'cancel'; readonly by: UserId; readonly reason: string }
  | { readonly type: 'merge'; readonly into: IncidentId }
  | { readonly type: 'reopen'; readonly by: UserId };

export type IncidentRefusal = { readonly code: 'wrong_phase'; readonly phase: IncidentPhase };

const ENDED: readonly IncidentPhase[] = ['closed', 'cancelled', 'rejected', 'merged'];

/** From which phases each event applies. I1: whatever is not listed is refused. */
const FROM: Readonly<Record<IncidentEvent['type'], readonly IncidentPhase[]>> = {
  accept: ['reported'],
  reject: ['reported'],
  file: ['accepted'],
  // I2: a dispatcher who sends a squad has thereby accepted and filed; an emergency waits for no form.
  dispatched: ['reported', 'accepted', 'filed', 'dispatched', 'in_progress'],
  returned: ['dispatched', 'in_progress'],
  work_started: ['dispatched', 'in_progress'],
  work_done: ['dispatched', 'in_progress'],
  rework: ['verifying'],
  close: ['verifying', 'filed', 'accepted'],
  cancel: ['reported', 'accepted', 'filed', 'dispatched', 'in_progress', 'verifying'],
  merge: ['reported', 'accepted', 'filed', 'dispatched', 'in_progress', 'verifying'],
  reopen: ['closed'],
};

/** Moves an incident on, or says where it stands instead. `openedAtMs` is never touched (I3). */
export function transitionIncident(
  incident: Incident,
  event: IncidentEvent,
  nowMs: EpochMs,
): Result<Incident, IncidentRefusal> {
  const { phase } = incident.state;
  if (!FROM[event.type].includes(phase)) return fail({ code: 'wrong_phase', phase });
  return ok({ ...incident, state: next(incident, event, nowMs) });
}

/** Whether anything can still be done about it (I4: all but the four ends). */
export function isOpen(incident: Incident): boolean {
  return !ENDED.includes(incident.state.phase);
}

function next(incident: Incident, event: IncidentEvent, nowMs: EpochMs): Incident['state'] {
  switch (event.type) {
    case 'accept':
      return { phase: 'accepted', by: event.by };
    case 'file':
      return { phase: 'filed', by: event.by };
    case 'dispatched':
      return incident.state.phase === 'in_progress' ? incident.state : { phase: 'dispatched', by: event.by };
    case 'returned':
      return { phase: 'filed', by: 'system' };
    case 'work_started':
      return { phase: 'in_progress', by: 'system' };
    case 'work_done':
      return { phase: 'verifying', by: 'system' };
    case 'rework':
    case 'reopen':
      return { phase: 'in_progress', by: event.by };
    case 'reject':
      return { phase: 'rejected', by: event.by, reason: event.reason, atMs: nowMs };
    case 'close':
      return { phase: 'closed', by: event.by, reason: event.reason, atMs: nowMs };
    case 'cancel':
      return { phase: 'cancelled', by: event.by, reason: event.reason, atMs: nowMs };
    case 'merge':
      return { phase: 'merged', into: event.into };
    default:
      return assertNever(event);
  }
}
