import type { Server, Socket } from 'socket.io';
import type { Principal } from '#core/access';
import type { ClientToServerEvents, ServerToClientEvents } from '#core/contracts';
import type { SessionId } from '#core/kit';
import type { Scope } from '#core/org';

/** What the server knows of a socket. Sockets come from browsers; nothing here is the client's word. */
interface SocketData {
  readonly principal: Principal;
  /** Where the caller may see what happens; fixed for the life of the socket. */
  readonly scope: Scope;
  /** Asks again whose session this is; `null` when it is over. */
  readonly revalidate: () => Promise<Principal | null>;
}

type NoEvents = Record<string, never>;
export type WallServer = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;
export type WallSocket = Socket<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;

/** The room of all sockets of one session. */
export function sessionRoom(sessionId: SessionId): string {
  return `session:${sessionId}`;
}

/** Tells the session's sockets that it is over and closes them. */
export function endSession(io: WallServer, sessionId: SessionId): void {
  const sockets = io.local.in(sessionRoom(sessionId));
  sockets.emit('session:ended');
  sockets.disconnectSockets(true);
}
