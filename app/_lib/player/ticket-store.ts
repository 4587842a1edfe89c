import type { StreamTicket, StreamTicketRequest } from '#core/contracts';
import type { Cancel, Clock, EpochMs } from '#core/kit';
import { Backoff } from '../time/index.ts';
import { type StreamKey, type StreamName, streamKey } from './stream-name.ts';

/** What a holder of a stream knows of its ticket. */
export type TicketState =
  | { readonly state: 'waiting' }
  | { readonly state: 'valid'; readonly ticket: StreamTicket }
  /** There is no such stream for this user. */
  | { readonly state: 'refused' };

export interface TicketStoreOptions {
  readonly clock: Clock;
  /** The server's clock, on which tickets expire. */
  readonly serverNow: () => EpochMs;
  readonly random: () => number;
  /** `POST /api/stream-tickets`. Rejects with something `statusOf` can read. */
  readonly request: (streams: StreamTicketRequest['streams']) => Promise<readonly StreamTicket[]>;
  readonly statusOf: (error: unknown) => number;
}

interface Entry {
  readonly name: StreamName;
  readonly holders: Set<(state: TicketState) => void>;
  state: TicketState;
  /** When to ask (again), monotonic; infinity while a request is under way. */
  dueAtMs: number;
}

/** How long wishes are collected before they go out as one request. */
const GATHER_MS = 10;
/** A renewal takes along whatever else falls due this soon, so that a wall renews in one request, not in nine. */
const TOGETHER_MS = 5_000;
const STREAMS_PER_REQUEST_MAX = 64;
/**
 * After the gateway took a ticket back, so long until a new one is asked for: those issued within the first second
 * after a change are void too, and a county of desks should not ask in step.
 */
const REVOKED_PAUSE_MS = 1_200;
const REVOKED_SPREAD_MS = 1_000;
/** A refused stream is asked for again now and then: rights and registrations change during a shift. */
const REFUSED_RETRY_MS = 60_000;

/** Holds one ticket for every stream that somebody wants, and renews it at half of its life. */
export class TicketStore {
  readonly #entries = new Map<StreamKey, Entry>();
  readonly #options: TicketStoreOptions;
  readonly #backoff: Backoff;
  #timer: Cancel | null = null;
  #timerAtMs = Number.POSITIVE_INFINITY;
  /** When those whose tickets were taken back ask together. */
  #revokedDueAtMs = 0;

  constructor(options: TicketStoreOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 500, maxMs: 5_000, random: options.random });
  }

  /** Wants a ticket. `holder` is told the state now and whenever it changes, until the returned function is called. */
  hold(name: StreamName, holder: (state: TicketState) => void): Cancel {
    const key = streamKey(name);
    const entry = this.#entries.get(key) ?? this.#open(key, name);
    entry.holders.add(holder);
    holder(entry.state);
    return () => {
      entry.holders.delete(holder);
      if (entry.holders.size === 0 && this.#entries.get(key) === entry) this.#entries.delete(key);
    };
  }

  /** The newest ticket of a stream somebody holds. */
  newest(name: StreamName): StreamTicket | null {
    const state = this.#entries.get(streamKey(name))?.state;
    return state?.state === 'valid' ? state.ticket : null;
  }

  /** Asks for a new ticket at once: the gateway refused the old one, or is gone and another may have the camera. */
  renew(name: StreamName): void {
    const entry = this.#entries.get(streamKey(name));
    if (entry !== undefined && entry.dueAtMs !== Number.POSITIVE_INFINITY) this.#schedule(entry, GATHER_MS);
  }

  /**
   * Asks for a new ticket a moment later, together with the others of the page: the gateway took the old one back,
   * because the session is over or may see something else now. The answer says which.
   */
  renewRevoked(name: StreamName): void {
    const entry = this.#entries.get(streamKey(name));
    if (entry === undefined || entry.dueAtMs === Number.POSITIVE_INFINITY) return;
    const nowMs = this.#options.clock.monotonicMs();
    if (this.#revokedDueAtMs <= nowMs) {
      this.#revokedDueAtMs = nowMs + REVOKED_PAUSE_MS + REVOKED_SPREAD_MS * this.#options.random();
    }
    this.#schedule(entry, this.#revokedDueAtMs - nowMs);
  }

  #open(key: StreamKey, name: StreamName): Entry {
    const entry: Entry = { name, holders: new Set(), state: { state: 'waiting' }, dueAtMs: 0 };
    this.#entries.set(key, entry);
    this.#schedule(entry, GATHER_MS);
    return entry;
  }

  #schedule(entry: Entry, delayMs: number): void {
    const atMs = this.#options.clock.monotonicMs() + delayMs;
    entry.dueAtMs = atMs;
    if (atMs < this.#timerAtMs) this.#wakeAt(atMs);
  }

  #wakeAt(atMs: number): void {
    this.#timer?.();
    this.#timerAtMs = atMs;
    const delayMs = Math.max(0, atMs - this.#options.clock.monotonicMs());
    this.#timer = this.#options.clock.after(delayMs, () => this.#askForDue());
  }

  #askForDue(): void {
    this.#timer = null;
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#options.clock.monotonicMs();
    const entries = [...this.#entries.values()];
    const isDue = entries.some((entry) => entry.dueAtMs <= nowMs);
    const due = isDue ? entries.filter((entry) => entry.dueAtMs <= nowMs + TOGETHER_MS) : [];
    for (let from = 0; from < due.length; from += STREAMS_PER_REQUEST_MAX) {
      void this.#ask(due.slice(from, from + STREAMS_PER_REQUEST_MAX));
    }
    const nextMs = Math.min(...entries.map((entry) => entry.dueAtMs));
    if (Number.isFinite(nextMs)) this.#wakeAt(nextMs);
  }

  async #ask(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) entry.dueAtMs = Number.POSITIVE_INFINITY;
    try {
      const tickets = await this.#options.request(entries.map((entry) => entry.name));
      this.#backoff.reset();
      const byKey = new Map(tickets.map((ticket) => [streamKey(ticket), ticket]));
      for (const entry of entries) this.#accept(entry, byKey.get(streamKey(entry.name)));
    } catch (error) {
      this.#recover(entries, this.#options.statusOf(error));
    }
  }

  #accept(entry: Entry, ticket: StreamTicket | undefined): void {
    if (ticket === undefined) {
      this.#tell(entry, { state: 'refused' });
      this.#schedule(entry, REFUSED_RETRY_MS);
      return;
    }
    this.#tell(entry, { state: 'valid', ticket });
    this.#schedule(entry, Math.max(1_000, (ticket.expiresAtMs - this.#options.serverNow()) / 2));
  }

  #recover(entries: readonly Entry[], status: number): void {
    if (status === 403) {
      for (const entry of entries) this.#accept(entry, undefined);
    } else if (status !== 404) {
      const delayMs = this.#backoff.nextMs();
      for (const entry of entries) this.#schedule(entry, delayMs);
    } else if (entries.length > 1) {
      // One stream that is not for this user makes the whole request a 404: find it, and let the others play.
      for (const entry of entries) void this.#ask([entry]);
    } else {
      for (const entry of entries) this.#accept(entry, undefined);
    }
  }

  #tell(entry: Entry, state: TicketState): void {
    entry.state = state;
    for (const holder of [...entry.holders]) holder(state);
  }
}
