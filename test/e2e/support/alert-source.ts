import { randomUUID } from 'node:crypto';
import type { AlertKind } from '#core/alert';
import { systemClock } from '#core/kit';
import { IngestClient } from '#sim/web';
import { INGEST_SOURCE } from '../../../scripts/demo/seed-people.ts';
import type { Demo } from './fixtures.ts';

/** Sends signals as a registered source does, signed, over HTTP. */
export class AlertSource {
  readonly #client: IngestClient;

  constructor({ url, ingestKey }: Demo) {
    const { signal } = new AbortController();
    this.#client = new IngestClient({
      ...{ webUrl: url, source: INGEST_SOURCE, key: ingestKey, clock: systemClock, signal },
    });
  }

  /** @throws when it is not taken as a new alert */
  async send({ kind, unitCode, place }: { kind: AlertKind; unitCode: string; place: string }): Promise<void> {
    const [result] = await this.#client.postAlerts([
      {
        ...{ sourceEventId: randomUUID(), kind, unitCode, place: { zh: place, en: place } },
        ...{ occurredAtMs: systemClock.now(), condition: 'active' },
      },
    ]);
    if (result?.result !== 'accepted' || result.repeatOf) throw new Error(JSON.stringify(result));
  }
}
