import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { type Principal, scopeFor } from '#core/access';
import type { JournalEntry } from '#core/contracts';
import type { Clock, Log } from '#core/kit';
import type { Database } from '#db/database';
import { currentPosition, readAfter, tailJournal } from '#db/journal';
import { systemScope } from '#db/repositories';
import { isBroadcast, roomsOf, runsByPath } from './audience.ts';
import { RecentEntries } from './recent-entries.ts';
import { refuseOtherUpgrades } from './refuse-upgrades.ts';
import { answerResume } from './resume.ts';
import { watchSessions } from './session-watch.ts';
import { cutWhenSlow } from './slow-socket.ts';
import { endSession, sessionRoom, type WallServer } from './wall-socket.ts';

export interface RealtimeOptions {
  /** Already has its request listener; requests for `/socket.io/` are taken from it. */
  readonly httpServer: HttpServer;
  readonly db: Database;
  /** The journal tail opens its own connection. */
  readonly databaseUrl: string;
  /** Whose session the cookies of a handshake carry; must not count as a use of the session. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Principal | null>;
  /** Whether a browser's `Origin` is one of ours. */
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Realtime {
  /** Whether sockets are told of what happens. Asks the database; throws when that is away. */
  isInStep(): Promise<boolean>;
  /** Breaks all connections, so that clients come back to another process or a later one. */
  close(): Promise<void>;
}

const PATH = '/socket.io/';
const MESSAGE_BYTES_MAX = 64 * 1024;
const RECENT_ENTRIES_MAX = 2_000;
/** NOTIFY wakes the tail; polling only covers a notification that got lost. */
const POLL_MS = 1_000;
/** An entry that is not handed out after this: the tail is stuck, or far behind. */
const LAG_MAX_MS = 10_000;
/** A wall is one page, a hall a dozen; more is a page gone wild. */
const SOCKETS_PER_SESSION_MAX = 50;
/** Time for a fresh connection to say which namespace it wants. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Starts Socket.IO on the HTTP server and feeds it from the journal. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { httpServer, db, clock, log } = options;
  const recent = new RecentEntries(await currentPosition(db), RECENT_ENTRIES_MAX);
  const io = createServer(options);
  io.on('connection', (socket) => {
    void socket.join(sessionRoom(socket.data.principal.sessionId));
    cutWhenSlow(socket, () => log.info({ socket: socket.id }, 'cut a socket that does not read'));
    answerResume(socket, { io, db, recent, log });
  });
  refuseOtherUpgrades(httpServer, PATH);
  const upgraded = new Set<Duplex>();
  httpServer.on('upgrade', (_, connection) => {
    upgraded.add(connection);
    connection.once('close', () => upgraded.delete(connection));
  });
  const stopWatching = watchSessions(io, clock, log);
  const tail = tailJournal({
    url: options.databaseUrl,
    from: recent.position,
    pollMs: POLL_MS,
    log,
    onEntries: async (entries) => handOut(io, recent, entries),
  });
  return {
    isInStep: async () => {
      const after = recent.position;
      const [next] = await readAfter(db, { after, limit: 1, scope: systemScope });
      return next === undefined || clock.now() - next.atMs < LAG_MAX_MS;
    },
    close: async () => {
      stopWatching();
      io.engine.close();
      // Not waiting for goodbyes: a browser that sleeps would hold the port.
      for (const connection of upgraded) connection.destroy();
      await tail.close();
    },
  };
}

/** Gives the next entries to all live sockets. One tick: a socket that resumes is either before or after it. */
function handOut(io: WallServer, recent: RecentEntries, entries: readonly JournalEntry[]): void {
  recent.append(entries);
  for (const run of runsByPath(entries.filter(isBroadcast))) {
    const [first] = run;
    // One emit to all the rooms at once: a socket in several of them still gets it once.
    if (first !== undefined) io.local.to(roomsOf(first)).emit('journal', run);
  }
  for (const entry of entries) {
    if (entry.type === 'session.ended') endSession(io, entry.payload.sessionId);
  }
}

function createServer(options: RealtimeOptions): WallServer {
  const io: WallServer = new Server(options.httpServer, {
    path: PATH,
    // Polling would need sticky sessions, and gives every message a second way in.
    transports: ['websocket'],
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // WebSockets are not bound by the same-origin policy (RFC 6455 §10.2): the check is ours to make.
    allowRequest: ({ headers }, decide) => decide(null, options.isOwnOrigin(headers.origin, headers.host)),
  });
  io.use((socket, next) => {
    const revalidate = () => options.authenticate(socket.request.headers);
    revalidate().then(
      (principal) => {
        if (principal === null) return next(refusal('auth.required'));
        const sockets = io.sockets.adapter.rooms.get(sessionRoom(principal.sessionId))?.size ?? 0;
        if (sockets >= SOCKETS_PER_SESSION_MAX) return next(refusal('overloaded'));
        socket.data = { principal, scope: scopeFor(principal, 'tree.read'), revalidate };
        next();
      },
      (error: unknown) => {
        options.log.warn({ err: error }, 'a socket could not be authenticated');
        next(refusal('internal'));
      },
    );
  });
  return io;
}

/** Socket.IO sends `data` along in the client's `connect_error`. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
