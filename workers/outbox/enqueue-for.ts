import type { Alert } from '#core/alert';
import type { JournalEntry } from '#core/contracts';
import type { EpochMs } from '#core/kit';
import { type AddOptions, deadlineJob, type JobDefinition, routeAlertJob } from '#workers/queues';

/** Adds a job; see `Queues.add`. */
export type AddJob = <Payload>(
  definition: JobDefinition<Payload>,
  payload: Payload,
  options: AddOptions,
) => Promise<void>;

/**
 * Enqueues what an entry asks for. Doing it again does nothing: ids are made of what the job is about and, where it
 * waits for a deadline, of that deadline.
 */
export async function enqueueFor(add: AddJob, entry: JournalEntry, nowMs: EpochMs): Promise<void> {
  switch (entry.type) {
    case 'alert.raised':
      return add(routeAlertJob, { alertId: entry.payload.alert.id }, { id: `route-${entry.subject}` });
    case 'alert.routed':
    case 'alert.escalated':
    case 'alert.repeated':
    case 'alert.shelved':
    case 'alert.unshelved': {
      const { alert } = entry.payload;
      const dueMs = dueOf(alert);
      if (dueMs === null) return;
      return add(deadlineJob, { subject: 'alert', alertId: alert.id }, wakeAt(alert.id, dueMs, nowMs));
    }
    case 'assignment.offered': {
      const { id: assignmentId, answerByMs } = entry.payload.assignment;
      const options = wakeAt(assignmentId, answerByMs, nowMs);
      return add(deadlineJob, { subject: 'assignment', assignmentId }, options);
    }
    default:
      return;
  }
}

function dueOf({ state }: Alert): EpochMs | null {
  if (state.phase === 'routed') return state.escalateAtMs;
  return state.phase === 'shelved' ? state.untilMs : null;
}

function wakeAt(subject: string, dueMs: EpochMs, nowMs: EpochMs): AddOptions {
  return { id: `due-${subject}-${dueMs}`, delayMs: Math.max(0, dueMs - nowMs) };
}
