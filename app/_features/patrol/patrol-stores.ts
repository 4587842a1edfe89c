import type { LonLat } from '#core/geo';
import { type AssignmentId, systemClock } from '#core/kit';
import {
  fetchPatrolTask,
  type PatrolStep,
  type PatrolTask,
  sendPatrolStep,
  sendSos,
  statusOf,
} from '../../_lib/api/index.ts';
import { kept } from '../../_lib/storage/index.ts';
import { createStore } from '../../_lib/store/index.ts';
import { serverClock } from '../../_lib/time/index.ts';
import { Outbox, outboxSchema, type PatrolDeed } from './outbox.ts';

/** What the phone knows of its squad and task. */
export type PatrolState =
  | { readonly state: 'loading' }
  | { readonly state: 'no_squad' }
  | { readonly state: 'ready'; readonly task: PatrolTask };

export const patrolStore = createStore<PatrolState>({ state: 'loading' });

/** Whether the last question to the server was answered. */
export const isReachedStore = createStore(true);

/** The last thing done here that did not count. */
export const refusedStore = createStore<PatrolDeed | null>(null);

/** Whether a call for help has arrived. */
export const sosSentStore = createStore(false);

/** What was done here and is not with the centre yet. */
export const outbox = new Outbox({
  kept: kept('patrol.outbox', outboxSchema),
  clock: systemClock,
  random: Math.random,
  send: (deed) => {
    const { actionId, atMs } = deed;
    return deed.kind === 'sos'
      ? sendSos({ actionId, atMs, position: deed.position })
      : sendPatrolStep(deed.assignmentId, deed.step, { actionId, atMs });
  },
  statusOf,
  onSent: (deed) => {
    if (deed.kind === 'sos') sosSentStore.set(true);
    void loadTask();
  },
  onRefused: (deed) => {
    refusedStore.set(deed);
    void loadTask();
  },
});

/** Reads the task. Without an answer the last one stays on show. */
export async function loadTask(): Promise<void> {
  try {
    patrolStore.set({ state: 'ready', task: await fetchPatrolTask() });
    isReachedStore.set(true);
  } catch (error) {
    const status = statusOf(error);
    isReachedStore.set(status !== 0 && status < 500);
    if (status === 403 || status === 404) patrolStore.set({ state: 'no_squad' });
  }
}

/** Takes a step. */
export function takeStep(assignmentId: AssignmentId, step: PatrolStep): void {
  refusedStore.set(null);
  outbox.add({ kind: 'step', assignmentId, step, ...stamp() });
}

/** Calls for help. */
export function callForHelp(position: LonLat | null): void {
  sosSentStore.set(false);
  outbox.add({ kind: 'sos', position, ...stamp() });
}

/** `crypto.randomUUID` is missing where the page came over plain HTTP, as it may in a closed network. */
function stamp(): { readonly actionId: string; readonly atMs: number } {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const actionId = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { actionId, atMs: Math.round(serverClock.now()) };
}
