import { z } from 'zod';
import type { Alert } from '#core/alert';
import type { AlertId } from '#core/kit';
import { fetchAlerts } from '../api/index.ts';
import type { JournalReader } from '../realtime/index.ts';
import { kept } from '../storage/index.ts';
import { createStore, useStore, useStoreValue } from '../store/index.ts';
import { AlertStore } from './alert-store.ts';

/** The open alerts as this page knows them. */
export const alertStore = new AlertStore();

/** Keeps `alertStore` in step with the server. */
export const alertReader: JournalReader = {
  reload: async () => alertStore.learn(await fetchAlerts()),
  apply: (entries) => alertStore.apply(entries),
};

/** The alert somebody at this desk is busy with, on whatever page. */
export const selectedAlertStore = createStore<AlertId | null>(null);

/** The alert this desk is busy with, as long as it is open. */
export function useSelectedAlert(): Alert | null {
  const id = useStoreValue(selectedAlertStore);
  return useStore(alertStore.view, (view) => view.byId.get(id ?? '') ?? null);
}

const keptQueueOpen = kept('alerts.open', z.boolean());

/** A narrow page keeps the queue away until it is asked for. */
const ROOM_FOR_QUEUE_PX = 1100;

const queueOpenStore = createStore<boolean | null>(null);

/** Whether the queue is on screen: as chosen here before, or as the page is wide. */
export function useQueueOpen(): boolean {
  const chosen = useStoreValue(queueOpenStore) ?? keptQueueOpen.read();
  return chosen ?? window.innerWidth >= ROOM_FOR_QUEUE_PX;
}

/** Shows the queue or folds it away, and remembers it here. */
export function setQueueOpen(isOpen: boolean): void {
  queueOpenStore.set(isOpen);
  keptQueueOpen.write(isOpen);
}
