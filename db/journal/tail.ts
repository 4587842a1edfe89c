import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import type { Log } from '#core/kit';
import { selectAfter, toEntry } from './read.ts';
import { pause, WakeUp } from './wake-up.ts';

export interface TailOptions {
  /** `postgres://…`; the tail holds one connection of its own, for a LISTEN must not wander between them. */
  readonly url: string;
  /** Entries after this one are delivered. */
  readonly from: JournalPosition;
  /**
   * Gets entries in journal order, at most `TAIL_BATCH_MAX` at once. The next batch waits until the promise is
   * settled. When it rejects, the same batch is delivered again after a pause.
   */
  readonly onEntries: (entries: readonly JournalEntry[]) => Promise<void>;
  readonly log: Log;
  /** How long a missed wake-up can delay an entry. */
  readonly pollMs: number;
}

export interface JournalTail {
  /** Stops after the batch that is being handled. */
  close(): Promise<void>;
}

export const TAIL_BATCH_MAX = 500;
/** Most transactions end within this, so an entry that waits for an older one is looked at again so soon. */
const UNSETTLED_POLL_MIN_MS = 10;
const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5_000;
const CONNECT_TIMEOUT_MS = 2_500;
/** A reader behind a dead network path learns of it by this. */
const QUERY_TIMEOUT_MS = 15_000;

/**
 * Follows the journal. Each entry reaches the handler exactly once and in order as long as this process lives,
 * whatever order transactions commit in and however often PostgreSQL restarts.
 *
 * Sequence numbers are drawn before commit, so reading "after the last one I saw" would skip an entry that commits
 * late. Therefore entries are ordered by (transaction id, seq), and only those of transactions older than every
 * open one are read: nothing can appear before them any more. The price: one long writing transaction anywhere
 * in the PostgreSQL cluster holds the tail back until it ends.
 */
export function tailJournal(options: TailOptions): JournalTail {
  const stop = new AbortController();
  const done = new Tail(options, stop.signal).run();
  return {
    close: async () => {
      stop.abort();
      await done;
    },
  };
}

class Tail {
  readonly #options: TailOptions;
  readonly #stop: AbortSignal;
  #position: JournalPosition;

  constructor(options: TailOptions, stop: AbortSignal) {
    this.#options = options;
    this.#stop = stop;
    this.#position = options.from;
  }

  /** Follows one connection after the other until stopped. */
  async run(): Promise<void> {
    let pauseMs = RECONNECT_MIN_MS;
    while (!this.#stop.aborted) {
      const before = this.#position;
      try {
        await this.#followOneConnection();
      } catch (error) {
        if (this.#stop.aborted) return;
        const { message } = error as Error;
        this.#options.log.warn({ error: message, position: this.#position }, 'journal tail interrupted');
      }
      pauseMs = this.#position === before ? Math.min(pauseMs * 2, RECONNECT_MAX_MS) : RECONNECT_MIN_MS;
      await pause(pauseMs, this.#stop);
    }
  }

  async #followOneConnection(): Promise<void> {
    const client = new Client({
      connectionString: this.#options.url,
      application_name: 'beaconwall journal tail',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    const wake = new WakeUp();
    client.on('notification', () => wake.call());
    client.on('error', () => wake.call()); // the next query on it fails, which ends this connection
    const hangUp = () => void client.end();
    await client.connect();
    try {
      this.#stop.addEventListener('abort', hangUp);
      await client.query('listen journal');
      await this.#follow(client, wake);
    } finally {
      this.#stop.removeEventListener('abort', hangUp);
      await client.end();
    }
  }

  async #follow(client: Client, wake: WakeUp): Promise<void> {
    const db = drizzle({ client });
    let unsettledPollMs = UNSETTLED_POLL_MIN_MS;
    while (!this.#stop.aborted) {
      const rows = await selectAfter(db, this.#position, TAIL_BATCH_MAX);
      const firstUnsettled = rows.findIndex((row) => !row.settled);
      const settled = firstUnsettled === -1 ? rows : rows.slice(0, firstUnsettled);
      await this.#deliver(settled);
      if (settled.length === TAIL_BATCH_MAX) continue;
      // What waits for an older transaction is not announced again when that one ends: keep looking.
      unsettledPollMs = settled.length > 0 ? UNSETTLED_POLL_MIN_MS : unsettledPollMs * 2;
      const waitMs = firstUnsettled === -1 ? this.#options.pollMs : unsettledPollMs;
      await wake.wait(Math.min(waitMs, this.#options.pollMs), this.#stop);
    }
  }

  async #deliver(rows: Awaited<ReturnType<typeof selectAfter>>): Promise<void> {
    const last = rows.at(-1);
    if (last === undefined) return;
    const entries = rows.flatMap((row) => toEntry(row) ?? []);
    const skipped = rows.length - entries.length;
    if (skipped > 0)
      this.#options.log.warn({ skipped }, 'journal entries of a kind this version does not know');
    if (entries.length > 0) await this.#options.onEntries(entries);
    this.#position = last.position;
  }
}
