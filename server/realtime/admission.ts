import type { IncomingHttpHeaders } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import type { Principal } from '#core/access';
import type { Log } from '#core/kit';
import { type Audience, audienceOf } from './audience.ts';
import { type SocketData, sessionRoom } from './wall-socket.ts';

/** A wall is one page, a hall a dozen; more is a page gone wild. */
const SOCKETS_PER_SESSION_MAX = 50;

export interface Admission {
  /** Whose session the cookies of a handshake carry; must not count as a use of the session. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Principal | null>;
  /** Whether there is anything for such an audience. */
  readonly isFor: (audience: Audience) => boolean;
  readonly log: Log;
}

/** Lets only sockets of live sessions into a namespace, so many of each, and puts them into their session's room. */
export function admitSessions<Sent extends object, Received extends object>(
  namespace: Namespace<Received, Sent, Record<string, never>, SocketData>,
  { authenticate, isFor, log }: Admission,
): void {
  const admit = async (
    socket: Socket<Received, Sent, Record<string, never>, SocketData>,
  ): Promise<string | null> => {
    const revalidate = () => authenticate(socket.request.headers);
    const principal = await revalidate();
    if (principal === null) return 'auth.required';
    if (principal.pending !== null) return `auth.pending.${principal.pending}`;
    const room = sessionRoom(principal.sessionId);
    if ((namespace.adapter.rooms.get(room)?.size ?? 0) >= SOCKETS_PER_SESSION_MAX) return 'overloaded';
    const audience = audienceOf(principal);
    if (!isFor(audience)) return 'access.forbidden';
    socket.data = { principal, audience, revalidate };
    return null;
  };
  namespace.use((socket, next) => {
    admit(socket).then(
      (code) => (code === null ? next() : next(refusal(code))),
      (error: unknown) => {
        log.warn({ err: error }, 'a socket could not be authenticated');
        next(refusal('internal'));
      },
    );
  });
  namespace.on('connection', (socket) => {
    void socket.join(sessionRoom(socket.data.principal.sessionId));
  });
}

/** Socket.IO sends `data` along in the client's `connect_error`. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
