import type { CameraSweepJob } from '#core/contracts';
import type { Cancel, Clock, Log } from '#core/kit';
import { type AddOptions, everySlot } from '#workers/queues';

export interface SweepScheduleOptions {
  readonly add: (job: CameraSweepJob, options: AddOptions) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs: number;
}

/** In how many jobs one sweep of all cameras is done, so that several workers share it. */
const SHARDS = 8;

/** Enqueues a sweep of all cameras now and at every multiple of `everyMs`. */
export function scheduleSweeps({ add, clock, log, everyMs }: SweepScheduleOptions): Cancel {
  return everySlot(clock, everyMs, (slot) => {
    for (let shard = 0; shard < SHARDS; shard++) {
      // A sweep that takes longer than `everyMs` is not followed by a pile of others: those that are over do nothing.
      // Not by BullMQ's deduplication, which a job's own id defeats: added again after it is done, it blocks all others.
      const job = { shard, shards: SHARDS, untilMs: (slot + 1) * everyMs };
      add(job, { id: `sweep-${everyMs}-${slot}-${shard}` }).catch((error: Error) => {
        log.warn({ shard, error: error.message }, 'a sweep was not enqueued; the next one will be');
      });
    }
  });
}
