import { sweepDeadlinesJobSchema } from '#core/contracts';
import { defineJob } from './define-job.ts';

/** Does what no job did: the next sweep comes soon, so one that fails is not tried again. */
export const sweepDeadlinesJob = defineJob({
  name: 'sweep-deadlines',
  schema: sweepDeadlinesJobSchema,
  attempts: 1,
  backoffMs: 0,
  concurrency: 1,
});
