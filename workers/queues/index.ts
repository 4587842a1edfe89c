export { cameraSweepJob } from './camera-sweep.ts';
export { defineJob, type JobDefinition } from './define-job.ts';
export {
  type AddOptions,
  connectQueues,
  type FailedJob,
  type JobHandler,
  type Queues,
  type QueuesOptions,
} from './queues.ts';
