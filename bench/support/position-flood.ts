import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#core/kit';
import { registerSource } from '#db/repositories';
import { IngestClient } from '#sim/web';
import { reportsOf } from './handhelds.ts';
import type { Installation } from './installation.ts';

/** Reports where all handhelds and squads are, a batch a second, from `start` to `stop`. */
export class PositionFlood {
  readonly #client: IngestClient;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #accepted = 0;

  private constructor(client: IngestClient) {
    this.#client = client;
    this.#done = this.#run();
    this.#done.catch(() => {}); // told by `stop`
  }

  static async start({ database, vault, webUrl }: Installation, signal: AbortSignal): Promise<PositionFlood> {
    const source = { name: 'positioning', key: randomBytes(32).toString('base64url') };
    await registerSource(database.db, vault, { ...source, nowMs: Date.now() });
    const options = { webUrl, source: source.name, key: source.key, clock: systemClock, signal };
    return new PositionFlood(new IngestClient(options));
  }

  /** Positions that the web role has taken so far. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Ends after the batch under way. @throws what kept it from reporting */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const startMs = performance.now();
    for (let second = 0; !this.#stop.signal.aborted; second++) {
      const reports = reportsOf(second, Date.now());
      const refused = await this.#client.postPositions(reports);
      this.#accepted += reports.length - refused.length;
      const waitMs = startMs + (second + 1) * 1_000 - performance.now();
      if (waitMs > 0) await sleep(waitMs, null, { signal: this.#stop.signal }).catch(() => {});
    }
  }
}
