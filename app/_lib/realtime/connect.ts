import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, JournalEntry, ServerToClientEvents } from '#core/contracts';
import { systemClock } from '#core/kit';
import { fetchOrgTree } from '../api/index.ts';
import { cameraStore, orgStore, reloadCameras, reloadUnitsAt } from '../cameras/index.ts';
import { createStore } from '../store/index.ts';
import { JournalFollower } from './journal-follower.ts';
import { type JournalReader, JournalReaders } from './journal-readers.ts';

/** Whether the page hears of what happens: `away` is shown, because what the tree says may then be old. */
export type RealtimeState = 'connecting' | 'in_step' | 'away';
export const realtimeStore = createStore<RealtimeState>('connecting');

const readers = new JournalReaders();

/** Lets a reader follow the journal over this page's connection, until the returned function is called. */
export function followJournal(reader: JournalReader): () => void {
  return readers.add(reader);
}

/** Entries of a burst (a township's power returns) are shown together. */
const SHOW_EVERY_MS = 250;
/**
 * A changed tree is read anew within this time, at a moment of each page's own: a unit that moves is news to every
 * page of the county at once.
 */
const RETREE_WITHIN_MS = 2_000;
/** Counts moved by entries are a good guess; the snapshot that replaces it is fetched this much later. */
const RECOUNT_AFTER_MS = 15_000;

export interface RealtimeListeners {
  /** The server has ended the session. */
  readonly onSessionEnded: () => void;
  /** What the user may see or do is other, or is told by other paths since units lie elsewhere. */
  readonly onAccessChanged: () => void;
}

/** Connects the stores to the server until the returned function is called. */
export function connectRealtime({ onSessionEnded, onAccessChanged }: RealtimeListeners): () => void {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.8,
  });
  const recount = later(() => RECOUNT_AFTER_MS, reloadTree);
  const reloadAll = async () => {
    const position = await reloadTree();
    void reloadCameras();
    readers.reload();
    return position;
  };
  const retree = later(() => Math.random() * RETREE_WITHIN_MS, reloadTree);
  const resettle = later(
    () => Math.random() * RETREE_WITHIN_MS,
    () => {
      onAccessChanged();
      return reloadAll();
    },
  );
  const show = collector((entries) => {
    cameraStore.apply(entries);
    const grown = new Set(entries.filter(isRegistration).map(({ orgPath }) => orgPath));
    if (orgStore.apply(entries) || grown.size > 0) recount.request();
    if (grown.size > 0) void reloadUnitsAt(grown);
    if (entries.some((entry) => entry.type === 'org.changed' && entry.payload.change === 'moved'))
      resettle.request();
    else if (entries.some(({ type }) => type === 'org.changed')) retree.request();
    readers.apply(entries);
  });
  const follower = new JournalFollower({
    clock: systemClock,
    backoff: { random: Math.random },
    socket: { resume: (after, answer) => socket.emit('journal:resume', { after }, answer) },
    onEntries: show,
    reload: reloadAll,
    onInStep: (inStep) => realtimeStore.set(inStep ? 'in_step' : 'away'),
  });
  socket.on('connect', () => follower.connected());
  socket.on('disconnect', () => follower.disconnected());
  socket.on('connect_error', () => realtimeStore.set('away'));
  socket.on('journal', (entries) => follower.receive(entries));
  socket.on('session:ended', onSessionEnded);
  socket.on('access:changed', () => resettle.request());
  return () => {
    for (const each of [recount, retree, resettle]) each.stop();
    readers.stop();
    socket.disconnect();
  };
}

function isRegistration({ type }: JournalEntry): boolean {
  return type === 'camera.registered';
}

async function reloadTree(): Promise<string> {
  const tree = await fetchOrgTree();
  orgStore.learn(tree);
  return tree.journalPosition;
}

function collector(
  hand: (entries: readonly JournalEntry[]) => void,
): (entries: readonly JournalEntry[]) => void {
  let waiting: JournalEntry[] = [];
  return (entries) => {
    if (waiting.length === 0) {
      setTimeout(() => {
        const collected = waiting;
        waiting = [];
        hand(collected);
      }, SHOW_EVERY_MS);
    }
    waiting = waiting.concat(entries);
  };
}

/** Does something some time after it is asked for, once for however many ask until then. */
function later(afterMs: () => number, run: () => Promise<unknown>) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    request: () => {
      timer ??= setTimeout(() => {
        timer = null;
        // What could not be read stays as it was; the next entry asks again.
        run().catch(() => {});
      }, afterMs());
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
