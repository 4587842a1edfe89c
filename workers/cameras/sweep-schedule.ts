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
      // A sweep that takes longer than `everyMs` is not followed by a pile of others.
      const options = { id: `sweep-${everyMs}-${slot}-${shard}`, unlessPending: `shard-${shard}` };
      add({ shard, shards: SHARDS }, options).catch((error: Error) => {
        log.warn({ shard, error: error.message }, 'a sweep was not enqueued; the next one will be');
      });
    }
  });
}
