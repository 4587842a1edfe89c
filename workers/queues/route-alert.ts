import { routeAlertJobSchema } from '#core/contracts';
import { defineJob } from './define-job.ts';

/** Gives one alert that was raised to the org unit that has to act. */
export const routeAlertJob = defineJob({
  name: 'route-alert',
  schema: routeAlertJobSchema,
  attempts: 3,
  backoffMs: 500,
  concurrency: 4,
});
