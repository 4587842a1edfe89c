import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServerEvents,
  type JournalEntry,
  type JournalPosition,
  journalEntrySchema,
  type NewJournalEntry,
  type ResumeAnswer,
  type ServerToClientEvents,
} from '#core/contracts';
import { cameraOf, pathOf, type UnitName } from './web-fixture.ts';

export type WallClient = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface WallClientOptions {
  /** The `Cookie` header; none when empty. */
  readonly cookie: string;
  /** The `Origin` header; the server's own by default, none when empty. */
  readonly origin?: string;
}

/** Opens a socket as a browser would; it does not come back by itself. */
export function openWallClient(url: string, { cookie, origin = url }: WallClientOptions): WallClient {
  const extraHeaders = { ...(cookie && { cookie }), ...(origin && { origin }) };
  return io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
}

/** Waits until a connection came about (`connected`), or tells why not. */
export function outcomeOf(client: WallClient): Promise<string> {
  return new Promise((resolve) => {
    client.once('connect', () => resolve('connected'));
    client.once('connect_error', (error) => {
      const data = 'data' in error ? (error.data as { readonly code?: string }) : undefined;
      resolve(data?.code ?? 'refused');
    });
  });
}

/** Waits until the client is disconnected, and tells why. */
export function disconnected(client: WallClient): Promise<string> {
  return new Promise((resolve) => client.once('disconnect', resolve));
}

export function resume(client: WallClient, after: JournalPosition): Promise<ResumeAnswer> {
  return client.timeout(10_000).emitWithAck('journal:resume', { after });
}

/** An entry that a camera was registered at `unit`; `note` makes its subject one of its own. */
export function registered(unit: UnitName, note: string): NewJournalEntry {
  const cameraId = cameraOf(unit);
  const happened = { subject: `${cameraId}${note}`, actor: 'test', atMs: Date.now() };
  return { type: 'camera.registered', orgPath: pathOf(unit), ...happened, payload: { cameraId } };
}

/** Keeps what a client is sent, in order. */
export class Received {
  readonly entries: JournalEntry[] = [];
  #check = () => {};

  constructor(client: WallClient) {
    client.on('journal', (batch) => {
      this.entries.push(...batch.map((entry) => journalEntrySchema.parse(entry)));
      this.#check();
    });
  }

  get subjects(): string[] {
    return this.entries.map((entry) => entry.subject);
  }

  /** Waits until there are so many. */
  count(count: number): Promise<void> {
    return this.#until(() => this.entries.length >= count);
  }

  /** Waits for an entry about `subject`. */
  subject(subject: string): Promise<void> {
    return this.#until(() => this.entries.some((entry) => entry.subject === subject));
  }

  #until(isThere: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => {
        if (isThere()) resolve();
      };
      this.#check();
    });
  }
}
