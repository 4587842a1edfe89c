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
/** Counts moved by entries are a good guess; the snapshot that replaces it is fetched this much later. */
const RECOUNT_AFTER_MS = 15_000;

/**
 * Connects the stores to the server until the returned function is called.
 * @param onSessionEnded the server has ended the session
 */
export function connectRealtime(onSessionEnded: () => void): () => void {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.8,
  });
  const recount = recounter();
  const show = collector((entries) => {
    cameraStore.apply(entries);
    const grown = new Set(entries.filter(isRegistration).map(({ orgPath }) => orgPath));
    if (orgStore.apply(entries) || grown.size > 0) recount.request();
    if (grown.size > 0) void reloadUnitsAt(grown);
    readers.apply(entries);
  });
  const follower = new JournalFollower({
    clock: systemClock,
    backoff: { random: Math.random },
    socket: { resume: (after, answer) => socket.emit('journal:resume', { after }, answer) },
    onEntries: show,
    reload: async () => {
      const position = await reloadTree();
      void reloadCameras();
      readers.reload();
      return position;
    },
    onInStep: (inStep) => realtimeStore.set(inStep ? 'in_step' : 'away'),
  });
  socket.on('connect', () => follower.connected());
  socket.on('disconnect', () => follower.disconnected());
  socket.on('connect_error', () => realtimeStore.set('away'));
  socket.on('journal', (entries) => follower.receive(entries));
  socket.on('session:ended', onSessionEnded);
  return () => {
    recount.stop();
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

function recounter() {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    request: () => {
      timer ??= setTimeout(() => {
        timer = null;
        // A count that could not be read stays the guess it was; the next entry asks again.
        reloadTree().catch(() => {});
      }, RECOUNT_AFTER_MS);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
