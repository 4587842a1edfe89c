import type { CameraSweepJob } from '#core/contracts';
import type { Cancel, Clock, Log } from '#core/kit';
import type { AddOptions } from '#workers/queues';

export interface SweepScheduleOptions {
  readonly add: (job: CameraSweepJob, options: AddOptions) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs: number;
}

/** In how many jobs one sweep of all cameras is done, so that several workers share it. */
const SHARDS = 8;

/**
 * Enqueues a sweep of all cameras now and at every multiple of `everyMs`. Every worker does so: the ids of the jobs
 * are made of the time, so that each is enqueued once. Kept here and not in BullMQ's own scheduler, which lives in
 * the store of the jobs: a Redis that lost its data would never sweep again, and nobody would notice.
 */
export function scheduleSweeps({ add, clock, log, everyMs }: SweepScheduleOptions): Cancel {
  let cancel: Cancel = () => {};
  const enqueue = () => {
    const now = clock.now();
    const slot = Math.floor(now / everyMs);
    cancel = clock.after((slot + 1) * everyMs - now, enqueue);
    for (let shard = 0; shard < SHARDS; shard++) {
      // A sweep that takes longer than `everyMs` is not followed by a pile of others.
      const options = { id: `sweep-${everyMs}-${slot}-${shard}`, unlessPending: `shard-${shard}` };
      add({ shard, shards: SHARDS }, options).catch((error: Error) => {
        log.warn({ shard, error: error.message }, 'a sweep was not enqueued; the next one will be');
      });
    }
  };
  enqueue();
  return () => cancel();
}
