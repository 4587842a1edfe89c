import { io, type Socket } from 'socket.io-client';
import {
  alertListSchema,
  type ClientToServerEvents,
  type JournalEntry,
  type JournalPosition,
  type PositionsServerEvents,
  type ServerToClientEvents,
  type SquadPositionUpdate,
} from '#core/contracts';
import type { AlertId } from '#core/kit';
import { comparePositions } from '#db/journal';
import type { Receipt } from './alert-delays.ts';

const ANSWER_TIMEOUT_MS = 10_000;

/** The connection of one wall page: follows the journal as the page does, and notes when an alert came. */
export class BenchConsole {
  readonly #webUrl: string;
  readonly #cookie: string;
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly receipts = new Map<AlertId, Receipt>();
  #position: JournalPosition = '0-0';
  /** How often it was cut off. */
  cuts = 0;
  /** How often it had missed too much and read the list of alerts anew. */
  reloads = 0;

  private constructor(webUrl: string, cookie: string) {
    this.#webUrl = webUrl;
    this.#cookie = cookie;
    this.#socket = io(webUrl, {
      ...{ transports: ['websocket'], forceNew: true, autoConnect: false },
      ...{ reconnectionDelay: 500, reconnectionDelayMax: 10_000, randomizationFactor: 0.8 },
      extraHeaders: { cookie, origin: webUrl },
    });
  }

  /** Connects a console. @returns it once it is in step with the journal */
  static async open(webUrl: string, cookie: string): Promise<BenchConsole> {
    const opened = new BenchConsole(webUrl, cookie);
    await opened.#reload();
    opened.reloads = 0;
    const socket = opened.#socket;
    socket.on('journal', (entries) => opened.#receive(entries));
    socket.on('disconnect', () => opened.cuts++);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.on('connect', () => void opened.#resume().then(resolve, reject));
    socket.on('connect_error', reject);
    socket.connect();
    await promise;
    return opened;
  }

  /** Listens to positions too, on the same connection. */
  watchPositions(onPositions: (updates: readonly SquadPositionUpdate[]) => void): Promise<void> {
    const socket: Socket<PositionsServerEvents, Record<string, never>> = this.#socket.io.socket('/positions');
    socket.on('positions', onPositions);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
    socket.connect();
    return promise;
  }

  /** Asks for what was missed, again and again while the connection stands. */
  async #resume(): Promise<void> {
    while (this.#socket.connected) {
      const question = this.#socket.timeout(ANSWER_TIMEOUT_MS);
      const answer = await question
        .emitWithAck('journal:resume', { after: this.#position })
        .catch(() => null);
      if (answer?.result === 'resumed') return;
      if (answer?.result === 'reload') await this.#reload();
    }
  }

  async #reload(): Promise<void> {
    this.reloads++;
    const response = await fetch(`${this.#webUrl}/api/alerts`, { headers: { cookie: this.#cookie } });
    const { journalPosition, items } = alertListSchema.parse(await response.json());
    const nowMs = Date.now();
    for (const { id, state } of items) this.#note(id, nowMs, state.phase !== 'raised');
    this.#position = journalPosition;
  }

  #receive(entries: readonly JournalEntry[]): void {
    const nowMs = Date.now();
    for (const entry of entries) {
      if (comparePositions(entry.position, this.#position) <= 0) continue;
      this.#position = entry.position;
      if (!('alert' in entry.payload)) continue;
      const { id, state } = entry.payload.alert;
      this.#note(id, nowMs, state.phase !== 'raised');
    }
  }

  #note(id: AlertId, nowMs: number, isRouted: boolean): void {
    const before = this.receipts.get(id);
    this.receipts.set(id, {
      shownAtMs: before?.shownAtMs ?? nowMs,
      routedAtMs: before?.routedAtMs ?? (isRouted ? nowMs : null),
    });
  }
}
