import type { Cancel, Clock, Log } from '#core/kit';
import { listOverdue } from '#db/repositories';
import { type AddOptions, everySlot } from '#workers/queues';
import { type RoutingParts, routeRaisedAlert } from '#workers/routing';
import { handleDeadline } from './handle-deadline.ts';

const EVERY_MS = 10_000;
/** The job of an alert that was just raised is on its way. */
const UNROUTED_AFTER_MS = 2_000;
const PAGE_MAX = 500;
/** Handled side by side; the worker's connections are shared with its jobs. */
const AT_ONCE = 4;

/**
 * Does whatever no job did: alerts never routed, deadlines gone by. Jobs get lost with a Redis that loses its data, or
 * with a worker that is killed; the state that asks for them does not.
 * @throws at the end, when something could not be handled: the job then stands among the failed ones, with the reasons
 */
export async function sweepDeadlines(parts: RoutingParts, signal: AbortSignal): Promise<void> {
  const tried = new Set<string>();
  const failures: string[] = [];
  for (;;) {
    const todo = (await overdueWork(parts)).filter(({ id }) => !tried.has(id));
    if (todo.length === 0) break;
    for (let start = 0; start < todo.length; start += AT_ONCE) {
      signal.throwIfAborted();
      const batch = todo.slice(start, start + AT_ONCE);
      const outcomes = await Promise.allSettled(batch.map(({ run }) => run()));
      for (const [index, { id }] of batch.entries()) {
        tried.add(id);
        const outcome = outcomes[index];
        if (outcome?.status === 'rejected') failures.push(`${id}: ${(outcome.reason as Error).message}`);
      }
    }
  }
  if (failures.length > 0) throw new Error(failures.slice(0, 20).join('; '));
}

interface Work {
  readonly id: string;
  readonly run: () => Promise<void>;
}

async function overdueWork(parts: RoutingParts): Promise<Work[]> {
  const nowMs = parts.clock.now();
  const overdue = await listOverdue(parts.db, {
    nowMs,
    raisedBeforeMs: nowMs - UNROUTED_AFTER_MS,
    limit: PAGE_MAX,
  });
  return [
    ...overdue.unrouted.map((id) => ({ id, run: () => routeRaisedAlert(parts, id) })),
    ...overdue.alerts.map((id) => ({
      id,
      run: () => handleDeadline(parts, { subject: 'alert', alertId: id }),
    })),
    ...overdue.assignments.map((id) => ({
      id,
      run: () => handleDeadline(parts, { subject: 'assignment', assignmentId: id }),
    })),
  ];
}

export interface DeadlineSweepOptions {
  readonly add: (options: AddOptions) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Enqueues a sweep now and every ten seconds. */
export function scheduleDeadlineSweeps({ add, clock, log }: DeadlineSweepOptions): Cancel {
  return everySlot(clock, EVERY_MS, (slot) => {
    // Also beside one that is under way: its worker may have been killed, and waiting for that one takes longer.
    add({ id: `deadlines-${slot}` }).catch((error: Error) => {
      log.warn({ error: error.message }, 'a sweep of deadlines was not enqueued; the next one will be');
    });
  });
}
