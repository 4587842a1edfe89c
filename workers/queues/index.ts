export { atMost } from './at-most.ts';
export { prepareQueues } from './backend.ts';
export { cameraSweepJob } from './camera-sweep.ts';
export { deadlineJob } from './deadline.ts';
export { defineJob, type JobDefinition } from './define-job.ts';
export { everySlot } from './every-slot.ts';
export {
  type AddOptions,
  connectQueues,
  type FailedJob,
  type JobHandler,
  type Queues,
  type QueuesOptions,
} from './queues.ts';
export { routeAlertJob } from './route-alert.ts';
export { sweepDeadlinesJob } from './sweep-deadlines.ts';
