import { type Assignment, type AssignmentPhase, transitionAssignment } from '#core/dispatch';
import type { PatrolStep, PatrolTask } from '../../_lib/api/index.ts';
import type { PatrolDeed } from './outbox.ts';

/** The one big button: what usually comes next; `null` when there is nothing left to do. */
export function nextStep(phase: AssignmentPhase): PatrolStep | null {
  switch (phase) {
    case 'offered':
      return 'acknowledge';
    case 'acked':
      return 'depart';
    case 'en_route':
      return 'arrive';
    case 'on_scene':
      return 'clear';
    default:
      return null;
  }
}

/** Whether the squad may still say no. */
export function mayDecline(phase: AssignmentPhase): boolean {
  return phase === 'offered' || phase === 'acked';
}

/** The assignment as it is once everything waiting to be sent has arrived: what this phone shows. */
export function withPending(assignment: Assignment, pending: readonly PatrolDeed[]): Assignment {
  let now = assignment;
  for (const deed of pending) {
    if (deed.kind !== 'step' || deed.assignmentId !== assignment.id) continue;
    const moved = transitionAssignment(now, { type: deed.step }, deed.atMs);
    if (moved.ok) now = moved.value;
  }
  return now;
}

/** The task on show: the server's, with what was done here since, unless that has ended it. */
export function taskOnShow(
  task: PatrolTask['task'],
  pending: readonly PatrolDeed[],
): NonNullable<PatrolTask['task']> | null {
  if (task === null) return null;
  const assignment = withPending(task.assignment, pending);
  return nextStep(assignment.phase) === null ? null : { ...task, assignment };
}
