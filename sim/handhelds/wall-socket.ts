import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServerEvents,
  JournalEntry,
  JournalPosition,
  ResumeAnswer,
  ServerToClientEvents,
} from '#core/contracts';

export interface WallSocketOptions {
  readonly webUrl: string;
  /** What browsers call the web role; it takes no connection without. */
  readonly origin: string;
  readonly cookie: string;
  readonly onEntries: (entries: readonly JournalEntry[]) => void;
  /** Ends the connection. */
  readonly signal: AbortSignal;
}

const ACK_TIMEOUT_MS = 10_000;

/** How a connection ended. `signed_out`: the session is over, another cookie is needed. */
export type ConnectionEnd = 'lost' | 'signed_out';

export interface WallSocket {
  /** Asks for everything after a position; live entries follow. @throws when there is no answer in time */
  resume(after: JournalPosition): Promise<ResumeAnswer>;
  /** Resolves when the connection is no more. */
  readonly ended: Promise<ConnectionEnd>;
  close(): void;
}

/**
 * Connects to the web role as a browser would; the connection does not come back by itself.
 * @returns how it ended instead, when none came about
 */
export async function connectWallSocket(options: WallSocketOptions): Promise<WallSocket | ConnectionEnd> {
  const { webUrl, origin, cookie, onEntries, signal } = options;
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(webUrl, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie, origin },
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<ConnectionEnd>();
  const connected = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  socket.on('journal', onEntries);
  socket.once('session:ended', () => end('signed_out'));
  socket.once('disconnect', () => end('lost'));
  socket.once('connect_error', (error) => end(isSessionOver(error) ? 'signed_out' : 'lost'));
  const abort = (): void => end('lost');
  signal.addEventListener('abort', abort);
  void ended.then(() => {
    signal.removeEventListener('abort', abort);
    socket.disconnect();
  });
  if (signal.aborted) abort();
  if (!(await connected)) return ended;
  return {
    ended,
    close: () => end('lost'),
    resume: (after) => socket.timeout(ACK_TIMEOUT_MS).emitWithAck('journal:resume', { after }),
  };
}

/** The web role sends `{code}` along with a refusal. */
function isSessionOver(error: Error): boolean {
  const data: unknown = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'auth.required';
}
