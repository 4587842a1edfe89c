import { createHmac } from 'node:crypto';
import {
  type IngestAlert,
  type IngestResult,
  ingestPositionsResponseSchema,
  ingestResponseSchema,
  type SquadPositionUpdate,
} from '#core/contracts';
import type { Clock } from '#core/kit';
import { WebRefusal } from './web-refusal.ts';

export interface IngestClientOptions {
  /** Where the web role is reached, without a path. */
  readonly webUrl: string;
  /** The name this source is registered under, and the key it signs with. */
  readonly source: string;
  readonly key: string;
  readonly clock: Clock;
  /** Ends requests under way. */
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/** A source of signals and positions, as core/contracts/ingest.ts has it. */
export class IngestClient {
  readonly #options: IngestClientOptions;

  constructor(options: IngestClientOptions) {
    this.#options = options;
  }

  /**
   * Sends signals as one batch.
   * @returns what became of each, in their order
   * @throws WebRefusal, or a network error: nothing is known then, and the same batch can be sent again
   */
  async postAlerts(alerts: readonly IngestAlert[]): Promise<readonly IngestResult[]> {
    const response = await this.#post('/api/ingest/alerts', { alerts });
    return ingestResponseSchema.parse(await response.json()).results;
  }

  /**
   * Sends positions as one batch.
   * @returns why some were refused; empty when all were taken
   * @throws WebRefusal, or a network error
   */
  async postPositions(positions: readonly SquadPositionUpdate[]): Promise<readonly string[]> {
    const response = await this.#post('/api/ingest/positions', { positions });
    const { results } = ingestPositionsResponseSchema.parse(await response.json());
    return results.flatMap((each) => (each.result === 'refused' ? [each.message] : []));
  }

  async #post(path: string, content: object): Promise<Response> {
    const { webUrl, source, key, clock, signal } = this.#options;
    const body = JSON.stringify(content);
    const timestamp = String(clock.now());
    const response = await fetch(`${webUrl}${path}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-beaconwall-source': source,
        'x-beaconwall-timestamp': timestamp,
        'x-beaconwall-signature': createHmac('sha256', key)
          .update(`${timestamp}.${body}`)
          .digest('base64url'),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return WebRefusal.check(path, response);
  }
}
