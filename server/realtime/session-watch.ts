import { scopeFor } from '#core/access';
import type { Cancel, Clock, Log } from '#core/kit';
import { endSession, type WallServer, type WallSocket } from './wall-socket.ts';

/** S2: a session that is over (expired, user disabled) has no socket after 5 s; this leaves time to ask. */
const RECHECK_MS = 3_000;

/**
 * Asks again and again whether the sessions behind the sockets live on. Sign-out is seen in the journal at once;
 * this finds what no entry tells: time that ran out, users disabled, rights that changed.
 * @returns stops it
 */
export function watchSessions(io: WallServer, clock: Clock, log: Log): Cancel {
  let isStopped = false;
  let cancel: Cancel = () => {};
  const check = async () => {
    try {
      for (const socket of onePerSession(io)) await recheck(io, socket);
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
  return () => {
    isStopped = true;
    cancel();
  };
}

function onePerSession(io: WallServer): Iterable<WallSocket> {
  const sockets = [...io.sockets.sockets.values()];
  return new Map(sockets.map((socket) => [socket.data.principal.sessionId, socket])).values();
}

async function recheck(io: WallServer, socket: WallSocket): Promise<void> {
  const { principal, scope, revalidate } = socket.data;
  const now = await revalidate();
  if (now === null) return endSession(io, principal.sessionId);
  const paths = scopeFor(now, 'tree.read').paths;
  const isSame = paths.length === scope.paths.length && paths.every((path) => scope.paths.includes(path));
  // Other rights, other rooms: the client comes back by itself and is given those.
  if (!isSame) socket.conn.close();
}
