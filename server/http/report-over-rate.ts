import { findRootPath } from '#db/repositories';
import type { Services } from './services.ts';

const MINUTE_MS = 60_000;

/**
 * A source that sends more than it may is itself an alert, as what is in the rest of its signals is not known: one
 * signal for each such minute, so that a long flood counts up and does not flood in turn.
 */
export async function reportOverRate(services: Services, source: string): Promise<void> {
  const { db, clock, ingest } = services;
  const nowMs = clock.now();
  const root = await findRootPath(db);
  if (root === null) return;
  const item = {
    sourceEventId: `over-rate-${source}-${Math.floor(nowMs / MINUTE_MS)}`,
    kind: 'source_over_rate',
    unitCode: root,
    place: { zh: source, en: source },
    dedupKey: `source_over_rate/${source}`,
    occurredAtMs: nowMs,
    condition: 'active',
  } as const;
  await ingest.take('system', [item]);
}
