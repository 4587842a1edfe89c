import type { Clock, Log } from '#core/kit';
import type { Database } from '#db/database';
import { findRootPath } from '#db/repositories';
import type { IngestQueue } from './ingest-queue.ts';

const MINUTE_MS = 60_000;

export interface OverRateOptions {
  readonly db: Database;
  readonly ingest: IngestQueue;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A source that sends more than it may is itself an alert, as what is in the rest of its signals is not known: one
 * signal for each such minute. Whatever else it sends in that minute is refused without a word to the database.
 */
export class OverRateReports {
  readonly #options: OverRateOptions;
  /** Only of sources that signed, and those are few. */
  readonly #toldMinute = new Map<string, number>();

  constructor(options: OverRateOptions) {
    this.#options = options;
  }

  /** Never rejects: the source is refused all the same, and the next minute is told again. */
  async report(source: string): Promise<void> {
    const { clock, log } = this.#options;
    const nowMs = clock.now();
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (this.#toldMinute.get(source) === minute) return;
    this.#toldMinute.set(source, minute);
    try {
      await this.#raise(source, minute, nowMs);
    } catch (error) {
      log.warn({ err: error, source }, 'a source over its rate was not made an alert');
    }
  }

  async #raise(source: string, minute: number, nowMs: number): Promise<void> {
    const root = await findRootPath(this.#options.db);
    if (root === null) return;
    await this.#options.ingest.take('system', [
      {
        ...{ sourceEventId: `over-rate-${source}-${minute}`, kind: 'source_over_rate', unitCode: root },
        ...{ place: { zh: source, en: source }, dedupKey: `source_over_rate/${source}` },
        ...{ occurredAtMs: nowMs, condition: 'active' },
      },
    ]);
  }
}
