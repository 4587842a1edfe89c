import { io, type Socket } from 'socket.io-client';
import type { PositionsServerEvents } from '#core/contracts';
import { fetchSquads } from '../api/index.ts';
import type { JournalReader } from '../realtime/index.ts';
import { SquadStore } from './squad-store.ts';

/** The squads as this page knows them. */
export const squadStore = new SquadStore();

/** Keeps `squadStore` in step with the server, except for positions. */
export const squadReader: JournalReader = {
  reload: async () => squadStore.learn(await fetchSquads()),
  apply: (entries) => squadStore.apply(entries),
};

/** Listens to where the squads are, until the returned function is called. */
export function followPositions(): () => void {
  const socket: Socket<PositionsServerEvents> = io('/positions', {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.8,
  });
  socket.on('positions', (positions) => squadStore.applyPositions(positions));
  return () => {
    socket.disconnect();
  };
}
