import type { CameraHealthEvent } from '#core/camera';
import type { CameraSweepJob, ProbeOutcome } from '#core/contracts';
import type { CameraId, Clock } from '#core/kit';
import type { Database } from '#db/database';
import { listCamerasForSweep, recordCameraHealth, systemScope } from '#db/repositories';
import type { Probe } from './probe.ts';

export interface SweepParts {
  readonly db: Database;
  readonly probe: Probe;
  /** Where the gateway is that has a camera. */
  readonly gatewayUrlOf: (cameraId: CameraId) => string;
  readonly clock: Clock;
}

/** Cameras asked about in one request; the contract's limit is 200. */
const BATCH_MAX = 100;
/** Requests under way at once, for each shard being swept. */
const BATCHES_AT_ONCE = 4;

/**
 * Probes every camera of a shard, page by page, and records what became of each. When the gateway fails on the way,
 * what it did answer is recorded, the health of the rest stays as it was, and the job is to run again. Nothing is done
 * when the job comes up too late.
 */
export async function sweepCameras(
  parts: SweepParts,
  job: CameraSweepJob,
  signal: AbortSignal,
): Promise<void> {
  const { db, probe, gatewayUrlOf, clock } = parts;
  if (clock.now() >= job.untilMs) return;
  let after: CameraId | null = null;
  for (;;) {
    signal.throwIfAborted();
    const page: CameraId[] = await listCamerasForSweep(db, systemScope, {
      ...job,
      after,
      limit: BATCH_MAX * BATCHES_AT_ONCE,
    });
    const answers = await Promise.allSettled(
      inBatches(page, gatewayUrlOf).map(({ url, ids }) => probe(url, ids, signal)),
    );
    const results = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const observations = results.flatMap(({ cameraId, outcome }) => {
      const event = toEvent(outcome);
      return event === null ? [] : [{ cameraId, event }];
    });
    await recordCameraHealth(db, observations, clock.now());
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    after = page.at(-1) ?? null;
    if (after === null) return;
  }
}

interface Batch {
  readonly url: string;
  readonly ids: CameraId[];
}

/** Each gateway is asked for its own cameras, so that one that is gone fails nobody else's. */
function inBatches(ids: readonly CameraId[], gatewayUrlOf: SweepParts['gatewayUrlOf']): Batch[] {
  const byGateway = Map.groupBy(ids, gatewayUrlOf);
  const batches: Batch[] = [];
  for (const [url, own] of byGateway) {
    for (let start = 0; start < own.length; start += BATCH_MAX)
      batches.push({ url, ids: own.slice(start, start + BATCH_MAX) });
  }
  return batches;
}

/** Null for a camera the gateway does not know: it was removed meanwhile. */
function toEvent(outcome: ProbeOutcome): CameraHealthEvent | null {
  if (outcome === 'unknown_camera') return null;
  if (outcome === 'answered') return { type: 'answered', witness: 'probe' };
  return { type: 'failed', witness: 'probe', reason: outcome };
}
