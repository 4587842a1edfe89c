import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { INGEST_BATCH_MAX, type IngestAlert } from '#core/contracts';
import { type AlertId, systemClock } from '#core/kit';
import { registerSource } from '#db/repositories';
import { IngestClient, WebRefusal } from '#sim/web';
import { codeOf } from '#test/alert-desk';
import { placePath } from '#test/county-rows';
import type { SentAtMs } from './alert-delays.ts';
import type { Installation } from './installation.ts';

const SOURCES = 10;
const TOWNSHIPS = 23;
const VILLAGES_EACH = 18;
const ATTEMPTS_MAX = 2;
const RETRY_MS = 500;

/** What became of alerts that were sent. */
export interface Offer {
  readonly offered: number;
  /** Those that the web role has stored, by its own word. */
  readonly sentAtMs: SentAtMs;
  /** From sending to the answer, for each request. */
  readonly answerMs: readonly number[];
  /** From the first request to the last answer. */
  readonly tookMs: number;
}

interface Answered {
  readonly alertIds: readonly AlertId[];
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

let signals = 0;

/** So many alerts, no two of which are one: each at a place of its own, spread over the county. */
function newAlerts(count: number): IngestAlert[] {
  return Array.from({ length: count }, () => {
    signals += 1;
    return {
      sourceEventId: `event-${signals}`,
      kind: 'wrong_way',
      unitCode: codeOf(placePath(signals % TOWNSHIPS, signals % VILLAGES_EACH)),
      place: { zh: `省道卡口${signals}号车道`, en: `Highway checkpoint, lane ${signals}` },
      details: { zh: '测A·7K3M2 白色越野', en: 'CE·A7K3M2, white off-roader' },
      position: { lon: 119 + (signals % 1_000) / 1_000, lat: 29.6 },
      occurredAtMs: Date.now(),
      condition: 'active',
    };
  });
}

/** What comes at once when every source has as much to say as one request takes: 5,000 in 10 batches. */
export function newBurst(): IngestAlert[][] {
  return Array.from({ length: SOURCES }, () => newAlerts(INGEST_BATCH_MAX));
}

/** Ten sources, each with its own key, that send alerts as checkpoints do. */
export class AlertSources {
  readonly #clients: readonly IngestClient[];
  readonly #signal: AbortSignal;

  private constructor(clients: readonly IngestClient[], signal: AbortSignal) {
    this.#clients = clients;
    this.#signal = signal;
  }

  static async register({ database, vault, webUrl }: Installation, signal: AbortSignal) {
    const clients: IngestClient[] = [];
    for (let index = 0; index < SOURCES; index++) {
      const source = { name: `checkpoints-${index}`, key: randomBytes(32).toString('base64url') };
      await registerSource(database.db, vault, { ...source, nowMs: Date.now() });
      const { name, key } = source;
      clients.push(new IngestClient({ webUrl, source: name, key, clock: systemClock, signal }));
    }
    return new AlertSources(clients, signal);
  }

  /** Sends alerts one by one at an even rate, however long the answers take. */
  offer(perSecond: number, durationMs: number): Promise<Offer> {
    const count = Math.round((perSecond * durationMs) / 1_000);
    return this.#send(
      Array.from({ length: count }, () => newAlerts(1)),
      1_000 / perSecond,
    );
  }

  /** Sends the largest batch there is from every source at once. */
  burst(): Promise<Offer> {
    return this.#send(newBurst(), 0);
  }

  async #send(batches: readonly IngestAlert[][], everyMs: number): Promise<Offer> {
    const startMs = performance.now();
    const underWay: Promise<Answered>[] = [];
    for (const [index, batch] of batches.entries()) {
      const waitMs = startMs + index * everyMs - performance.now();
      if (waitMs > 0) await sleep(waitMs, null, { signal: this.#signal });
      const answered = this.#post(batch, index % SOURCES);
      answered.catch(() => {}); // told below, once all have been sent
      underWay.push(answered);
    }
    const answers = await Promise.all(underWay);
    return {
      offered: batches.reduce((sum, batch) => sum + batch.length, 0),
      sentAtMs: new Map(answers.flatMap(({ alertIds, sentAtMs }) => alertIds.map((id) => [id, sentAtMs]))),
      answerMs: answers.map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs),
      tookMs: performance.now() - startMs,
    };
  }

  /** Sends a batch, again while nothing is known of it, and then gives up. @throws when it is refused */
  async #post(batch: readonly IngestAlert[], source: number): Promise<Answered> {
    const sentAtMs = Date.now();
    for (let attempt = 1; ; attempt++) {
      try {
        const results = (await this.#clients[source]?.postAlerts(batch)) ?? [];
        const alertIds = results.flatMap((each) => (each.result === 'refused' ? [] : [each.alertId]));
        return { alertIds, sentAtMs, answeredAtMs: Date.now() };
      } catch (error) {
        const isFinal = error instanceof WebRefusal && !error.isPassing;
        if (isFinal || this.#signal.aborted) throw error;
        if (attempt === ATTEMPTS_MAX) return { alertIds: [], sentAtMs, answeredAtMs: Date.now() };
        await sleep(RETRY_MS, null, { signal: this.#signal });
      }
    }
  }
}
