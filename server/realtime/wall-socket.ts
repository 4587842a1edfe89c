import type { Namespace, Server, Socket } from 'socket.io';
import type { Principal } from '#core/access';
import type { ClientToServerEvents, PositionsServerEvents, ServerToClientEvents } from '#core/contracts';
import type { SessionId } from '#core/kit';
import type { Audience } from './audience.ts';

/** What the server knows of a socket. Sockets come from browsers; nothing here is the client's word. */
export interface SocketData {
  readonly principal: Principal;
  /** What it is told of; fixed for the life of the socket. */
  readonly audience: Audience;
  /** Asks again whose session this is; `null` when it is over. */
  readonly revalidate: () => Promise<Principal | null>;
}

type NoEvents = Record<string, never>;
/** Typed for the root namespace. */
export type WallServer = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;
export type WallSocket = Socket<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;
export type PositionsNamespace = Namespace<NoEvents, PositionsServerEvents, NoEvents, SocketData>;

/** Of both namespaces; a browser has its sockets of either on one connection. */
export interface Sockets {
  readonly wall: WallServer;
  readonly positions: PositionsNamespace;
}

/** The room of all sockets of one session. */
export function sessionRoom(sessionId: SessionId): string {
  return `session:${sessionId}`;
}

/** Tells the session's sockets that it is over and closes them. */
export function endSession({ wall, positions }: Sockets, sessionId: SessionId): void {
  const room = sessionRoom(sessionId);
  wall.local.in(room).emit('session:ended');
  wall.local.in(room).disconnectSockets(true);
  positions.local.in(room).disconnectSockets(true);
}
