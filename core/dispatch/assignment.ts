import {
  type AssignmentId,
  assertNever,
  type EpochMs,
  fail,
  type IncidentId,
  ok,
  type Result,
  type SquadId,
} from '#core/kit';
import type { OrgPath } from '#core/org';

export const assignmentPhases = [
  'offered',
  'acked',
  'en_route',
  'on_scene',
  'cleared',
  'declined',
  'timed_out',
  'recalled',
] as const;
/** 已派, 已接, 途中, 到场, 完成; 拒接, 超时, 召回. */
export type AssignmentPhase = (typeof assignmentPhases)[number];

/** One squad sent to one incident. */
export interface Assignment {
  readonly id: AssignmentId;
  readonly incidentId: IncidentId;
  readonly squadId: SquadId;
  readonly orgPath: OrgPath;
  readonly phase: AssignmentPhase;
  readonly offeredAtMs: EpochMs;
  /** Until when the squad may answer the offer. */
  readonly answerByMs: EpochMs;
  /** When it came to the phase it is in. */
  readonly sinceMs: EpochMs;
}

export type AssignmentEvent =
  | { readonly type: 'acknowledge' }
  | { readonly type: 'decline' }
  | { readonly type: 'depart' }
  | { readonly type: 'arrive' }
  | { readonly type: 'clear' }
  | { readonly type: 'recall' }
  | { readonly type: 'time_out' };

export type AssignmentRefusal =
  | { readonly code: 'wrong_phase'; readonly phase: AssignmentPhase }
  | { readonly code: 'not_yet'; readonly dueMs: EpochMs };

/** D1: an offer is answered within this, or the next squad is asked. */
export const ANSWER_WITHIN_MS = 60_000;

const STEPS: Readonly<
  Record<AssignmentEvent['type'], { from: readonly AssignmentPhase[]; to: AssignmentPhase }>
> = {
  acknowledge: { from: ['offered'], to: 'acked' },
  decline: { from: ['offered', 'acked'], to: 'declined' },
  depart: { from: ['acked'], to: 'en_route' },
  // D2: a squad that is already there need not press “on the way” first.
  arrive: { from: ['acked', 'en_route'], to: 'on_scene' },
  clear: { from: ['on_scene'], to: 'cleared' },
  recall: { from: ['offered', 'acked', 'en_route', 'on_scene'], to: 'recalled' },
  time_out: { from: ['offered'], to: 'timed_out' },
};

/** Moves an assignment on. D3: the same step twice is refused with where it stands, so a double click does no harm. */
export function transitionAssignment(
  assignment: Assignment,
  event: AssignmentEvent,
  nowMs: EpochMs,
): Result<Assignment, AssignmentRefusal> {
  const step = STEPS[event.type];
  if (!step.from.includes(assignment.phase)) return fail({ code: 'wrong_phase', phase: assignment.phase });
  if (event.type === 'time_out' && nowMs < assignment.answerByMs) {
    return fail({ code: 'not_yet', dueMs: assignment.answerByMs });
  }
  return ok({ ...assignment, phase: step.to, sinceMs: nowMs });
}

/** D4: whether it occupies its squad; one squad has at most one such assignment. */
export function isActive(phase: AssignmentPhase): boolean {
  switch (phase) {
    case 'offered':
    case 'acked':
    case 'en_route':
    case 'on_scene':
      return true;
    case 'cleared':
    case 'declined':
    case 'timed_out':
    case 'recalled':
      return false;
    default:
      return assertNever(phase);
  }
}
