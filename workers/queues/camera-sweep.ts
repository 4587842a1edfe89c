import { cameraSweepJobSchema } from '#core/contracts';
import { defineJob } from './define-job.ts';

/** Asks every camera of one shard whether it is there. */
export const cameraSweepJob = defineJob({
  name: 'camera-sweep',
  schema: cameraSweepJobSchema,
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 2,
});
