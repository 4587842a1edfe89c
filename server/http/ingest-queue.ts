import type { IngestAlert, IngestResult } from '#core/contracts';
import { HttpProblem } from './errors/problem.ts';

/** Stores signals of one source in one transaction. @returns what became of each, in their order */
export type StoreSignals = (
  source: string,
  items: readonly IngestAlert[],
) => Promise<readonly IngestResult[]>;

export interface IngestLimits {
  /** Signals of one transaction, unless a single request brings more. */
  readonly batchMax: number;
  /** Transactions under way at once; the rest of the database's connections are left to people. */
  readonly transactionsMax: number;
  /** Signals that wait or are being stored; whoever brings more is sent away. */
  readonly pendingMax: number;
}

export const defaultIngestLimits: IngestLimits = { batchMax: 500, transactionsMax: 3, pendingMax: 6_000 };

interface Waiting {
  readonly items: readonly IngestAlert[];
  readonly resolve: (results: readonly IngestResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signals on their way into the database. While a source's transaction is under way, what else it sends waits and then
 * goes in together: under load many requests share one commit, and without load none waits. A source's signals are
 * stored in the order they came. Nobody is answered before their own signals are committed.
 */
export class IngestQueue {
  readonly #store: StoreSignals;
  readonly #limits: IngestLimits;
  /** Sources in the order in which their turn comes. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #busy = new Set<string>();
  #pending = 0;

  constructor(store: StoreSignals, limits: IngestLimits = defaultIngestLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** @throws HttpProblem `overloaded`, at once; or whatever storing threw */
  take(source: string, items: readonly IngestAlert[]): Promise<readonly IngestResult[]> {
    if (this.#pending > 0 && this.#pending + items.length > this.#limits.pendingMax) {
      return Promise.reject(new HttpProblem('overloaded', { headers: { 'Retry-After': '1' } }));
    }
    this.#pending += items.length;
    return new Promise((resolve, reject) => {
      const line = this.#waiting.get(source) ?? [];
      line.push({ items, resolve, reject });
      this.#waiting.set(source, line);
      this.#next();
    });
  }

  #next(): void {
    for (const [source, line] of this.#waiting) {
      if (this.#busy.size >= this.#limits.transactionsMax) return;
      if (!this.#busy.has(source)) void this.#run(source, this.#together(source, line));
    }
  }

  /** Takes as many requests out of a line as go into one transaction; at least one. */
  #together(source: string, line: Waiting[]): readonly Waiting[] {
    let size = 0;
    const end = line.findIndex(({ items }, index) => {
      size += items.length;
      return index > 0 && size > this.#limits.batchMax;
    });
    const taken = line.splice(0, end === -1 ? line.length : end);
    // The source goes to the end of the round.
    this.#waiting.delete(source);
    if (line.length > 0) this.#waiting.set(source, line);
    return taken;
  }

  async #run(source: string, requests: readonly Waiting[]): Promise<void> {
    this.#busy.add(source);
    const items = requests.flatMap((request) => request.items);
    try {
      const results = await this.#store(source, items);
      let from = 0;
      for (const request of requests) {
        request.resolve(results.slice(from, from + request.items.length));
        from += request.items.length;
      }
    } catch (error) {
      for (const request of requests) request.reject(error);
    } finally {
      this.#busy.delete(source);
      this.#pending -= items.length;
      this.#next();
    }
  }
}
