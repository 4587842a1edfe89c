import type { Alert } from '#core/alert';
import type { AlertId } from '#core/kit';
import { acknowledgeAlert, clearAlert, shelveAlert, statusOf } from '../api/index.ts';
import { alertReader, alertStore } from './stores.ts';

/** What became of an action: `stale` when somebody else was quicker, and the queue is read anew. */
export type ActionResult = 'done' | 'stale' | 'failed';

/** "I have it": the alert climbs no further. */
export function acknowledge(id: AlertId): Promise<ActionResult> {
  return act(() => acknowledgeAlert(id));
}

/** Puts it aside, with the reason on record. */
export function shelve(id: AlertId, reason: string, forMs: number): Promise<ActionResult> {
  return act(() => shelveAlert(id, { reason, forMs }));
}

/** Ends it. */
export function clear(id: AlertId): Promise<ActionResult> {
  return act(() => clearAlert(id));
}

async function act(call: () => Promise<Alert>): Promise<ActionResult> {
  try {
    alertStore.learnAnswer(await call());
    return 'done';
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 409) return 'failed';
    alertReader.reload().catch(() => {});
    return 'stale';
  }
}
