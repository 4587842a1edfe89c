import type { Principal } from '#core/access';
import type { JournalEntry } from '#core/contracts';
import type { Cancel, Clock, Log, SessionId } from '#core/kit';
import { audienceOf, roomsOfAudience } from './audience.ts';
import { endSession, type SocketData, type Sockets, sessionRoom } from './wall-socket.ts';

/** S2: a session that is over (expired, user disabled) has no socket after 5 s; this leaves time to ask. */
const RECHECK_MS = 3_000;
/** A unit is staffed while a session of it was seen within two minutes; `touch` itself writes once a minute. */
const TOUCH_EVERY_MS = 30_000;

export interface SessionWatchOptions {
  /** Notes that a session is in use. */
  readonly touch: (sessionId: SessionId) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is used of a socket of either namespace. */
interface WatchedSocket {
  readonly data: SocketData;
  readonly conn: { close(): void };
}

export interface SessionWatch {
  /** Looks at once at those whose rights journal entries say are others. Does not wait for what comes of it. */
  readonly heed: (entries: readonly JournalEntry[]) => void;
  readonly stop: Cancel;
}

/**
 * Asks again and again whether the sessions behind the sockets live on, and keeps those that do in use: whoever has
 * the wall open is there. Sign-out and changed rights are seen in the journal at once; this finds what no entry tells,
 * such as time that ran out.
 */
export function watchSessions(sockets: Sockets, { touch, clock, log }: SessionWatchOptions): SessionWatch {
  let isStopped = false;
  let cancel: Cancel = () => {};
  let touchedAtMs = clock.monotonicMs();
  const check = async () => {
    const startMs = clock.monotonicMs();
    const isTouchDue = startMs - touchedAtMs >= TOUCH_EVERY_MS;
    if (isTouchDue) touchedAtMs = startMs;
    try {
      for (const [sessionId, own] of bySession(sockets)) {
        const lives = await recheck(sockets, sessionId, own);
        if (lives && isTouchDue) await touch(sessionId);
      }
    } catch (error) {
      // Nobody is put out because the database is away; they would only storm it on its return.
      log.warn({ err: error }, 'sessions of sockets could not be checked');
    }
    schedule();
  };
  const schedule = () => {
    if (!isStopped) cancel = clock.after(RECHECK_MS, () => void check());
  };
  schedule();
  const recheckThose = async (areConcerned: (principal: Principal) => boolean) => {
    try {
      for (const [sessionId, own] of bySession(sockets)) {
        const [first] = own;
        if (first === undefined || !areConcerned(first.data.principal)) continue;
        if (await recheck(sockets, sessionId, own)) tellChanged(sockets, sessionId);
      }
    } catch (error) {
      log.warn({ err: error }, 'sessions whose rights changed could not be checked; the next round does it');
    }
  };
  return {
    heed: (entries) => {
      const concerned = concernedBy(entries);
      if (concerned !== null) void recheckThose(concerned);
    },
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}

/** Whose rights the entries say are others; null when nobody’s. A unit that moves takes everybody’s scope along. */
function concernedBy(entries: readonly JournalEntry[]): ((principal: Principal) => boolean) | null {
  if (entries.some((entry) => entry.type === 'org.changed' && entry.payload.change === 'moved')) {
    return () => true;
  }
  const users = new Set(
    entries.flatMap((entry) => (entry.type === 'access.changed' ? entry.payload.userIds : [])),
  );
  return users.size === 0 ? null : ({ userId }) => users.has(userId);
}

function bySession({ wall, positions }: Sockets): Map<SessionId, WatchedSocket[]> {
  const sockets: WatchedSocket[] = [...wall.sockets.sockets.values(), ...positions.sockets.values()];
  return Map.groupBy(sockets, (socket) => socket.data.principal.sessionId);
}

/** @returns whether the session lives on */
async function recheck(
  sockets: Sockets,
  sessionId: SessionId,
  own: readonly WatchedSocket[],
): Promise<boolean> {
  const now = await own[0]?.data.revalidate();
  // What a session comes to owe (a password grown too old, a second factor taken away) it owes here too.
  if (!now || now.pending !== null) {
    endSession(sockets, sessionId);
    return false;
  }
  const rooms = JSON.stringify(roomsOfAudience(audienceOf(now)));
  const others = own.filter(({ data }) => JSON.stringify(roomsOfAudience(data.audience)) !== rooms);
  if (others.length > 0) tellChanged(sockets, sessionId);
  // Other rights, other rooms: the client comes back by itself and is given those.
  for (const { conn } of others) conn.close();
  return true;
}

function tellChanged({ wall }: Sockets, sessionId: SessionId): void {
  wall.local.in(sessionRoom(sessionId)).emit('access:changed');
}
