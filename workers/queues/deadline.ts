import { deadlineJobSchema } from '#core/contracts';
import { defineJob } from './define-job.ts';

/** Looks after one alert or one offer whose time is up. */
export const deadlineJob = defineJob({
  name: 'deadline',
  schema: deadlineJobSchema,
  attempts: 3,
  backoffMs: 500,
  concurrency: 4,
});
