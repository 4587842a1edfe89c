import type { JournalEntry } from '#core/contracts';
import { roomsOf } from './audience.ts';
import type { IncidentSquads } from './incident-squads.ts';
import type { RecentEntries } from './recent-entries.ts';
import { endSession, type Sockets } from './wall-socket.ts';

export interface HandOutContext {
  readonly sockets: Sockets;
  readonly recent: RecentEntries;
  readonly squads: IncidentSquads;
}

/**
 * Gives the next entries to all live sockets, once it is known whom they concern. The rest is one tick: a socket that
 * resumes is either before or after it.
 */
export async function handOut(
  { sockets, recent, squads }: HandOutContext,
  entries: readonly JournalEntry[],
): Promise<void> {
  await squads.learn(entries);
  recent.append(entries);
  for (const { rooms, run } of runsByRooms(entries, squads)) {
    // One emit to all the rooms at once: a socket in several of them still gets it once.
    sockets.wall.local.to(rooms).emit('journal', run);
  }
  for (const entry of entries) {
    if (entry.type === 'session.ended') endSession(sockets, entry.payload.sessionId);
  }
}

interface Run {
  readonly rooms: string[];
  readonly run: JournalEntry[];
}

/** Cuts a batch where the rooms change: each run goes out as one message, and the order stays. */
function runsByRooms(entries: readonly JournalEntry[], squads: IncidentSquads): Run[] {
  const runs: Run[] = [];
  for (const entry of entries) {
    const rooms = roomsOf(entry, squads.of(entry));
    if (rooms.length === 0) continue;
    const last = runs.at(-1);
    if (last?.rooms.join() === rooms.join()) last.run.push(entry);
    else runs.push({ rooms, run: [entry] });
  }
  return runs;
}
