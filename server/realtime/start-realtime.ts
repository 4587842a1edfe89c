import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import type { Principal } from '#core/access';
import type { Clock, Log, SessionId } from '#core/kit';
import type { Database } from '#db/database';
import { currentPosition, readAfter, tailJournal } from '#db/journal';
import { listIncidentSquads, listSquadPositions, systemScope } from '#db/repositories';
import { admitSessions } from './admission.ts';
import { feedPositions } from './feed-positions.ts';
import { handOut } from './hand-out.ts';
import { IncidentSquads } from './incident-squads.ts';
import { RecentEntries } from './recent-entries.ts';
import { refuseUnknownEvents } from './refuse-unknown-events.ts';
import { refuseOtherUpgrades } from './refuse-upgrades.ts';
import { answerResume } from './resume.ts';
import { watchSessions } from './session-watch.ts';
import { cutWhenSlow } from './slow-socket.ts';
import type { Sockets, WallServer } from './wall-socket.ts';

export interface RealtimeOptions {
  /** Already has its request listener; requests for `/socket.io/` are taken from it. */
  readonly httpServer: HttpServer;
  readonly db: Database;
  /** The journal tail opens its own connection. */
  readonly databaseUrl: string;
  /** Whose session the cookies of a handshake carry; must not count as a use of the session. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Principal | null>;
  /** Notes that a session is in use: its sockets are open. */
  readonly touch: (sessionId: SessionId) => Promise<void>;
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
/** More than recent entries can speak of, so that it is known of each of them whom it concerns. */
const INCIDENTS_MAX = 2 * RECENT_ENTRIES_MAX;
/** NOTIFY wakes the tail; polling only covers a notification that got lost. */
const POLL_MS = 1_000;
/** An entry that is not handed out after this: the tail is stuck, or far behind. */
const LAG_MAX_MS = 10_000;
/** Time for a fresh connection to say which namespace it wants. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Starts Socket.IO on the HTTP server and feeds it from the journal. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { httpServer, db, clock, log, touch } = options;
  const recent = new RecentEntries(await currentPosition(db), RECENT_ENTRIES_MAX);
  const squads = new IncidentSquads({
    read: (ids) => listIncidentSquads(db, ids),
    incidentsMax: INCIDENTS_MAX,
  });
  const sockets = createSockets(options);
  sockets.wall.on('connection', (socket) => {
    cutWhenSlow(socket, () => log.info({ socket: socket.id }, 'cut a socket that does not read'));
    refuseUnknownEvents(socket);
    answerResume(socket, { sockets, db, recent, squads, log });
  });
  refuseOtherUpgrades(httpServer, PATH);
  const upgraded = new Set<Duplex>();
  httpServer.on('upgrade', (_, connection) => {
    upgraded.add(connection);
    connection.once('close', () => upgraded.delete(connection));
  });
  const watch = watchSessions(sockets, { touch, clock, log });
  const stopFeeding = feedPositions(sockets.positions, {
    read: () => listSquadPositions(db),
    clock,
    log,
  });
  const tail = tailJournal({
    url: options.databaseUrl,
    from: recent.position,
    pollMs: POLL_MS,
    log,
    onEntries: async (entries) => {
      await handOut({ sockets, recent, squads }, entries);
      watch.heed(entries);
    },
  });
  return {
    isInStep: async () => {
      const after = recent.position;
      const [next] = await readAfter(db, { after, limit: 1, scope: systemScope });
      return next === undefined || clock.now() - next.atMs < LAG_MAX_MS;
    },
    close: async () => {
      watch.stop();
      stopFeeding();
      sockets.wall.engine.close();
      // Not waiting for goodbyes: a browser that sleeps would hold the port.
      for (const connection of upgraded) connection.destroy();
      await tail.close();
    },
  };
}

function createSockets({ httpServer, isOwnOrigin, authenticate, log }: RealtimeOptions): Sockets {
  const wall: WallServer = new Server(httpServer, {
    path: PATH,
    // Polling would need sticky sessions, and gives every message a second way in.
    transports: ['websocket'],
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // WebSockets are not bound by the same-origin policy (RFC 6455 §10.2): the check is ours to make.
    allowRequest: ({ headers }, decide) => decide(null, isOwnOrigin(headers.origin, headers.host)),
  });
  const positions: Sockets['positions'] = wall.of('/positions');
  admitSessions(wall.of('/'), { authenticate, isFor: () => true, log });
  admitSessions(positions, {
    authenticate,
    isFor: ({ scopes }) => scopes['squad.read'].paths.length > 0,
    log,
  });
  return { wall, positions };
}
