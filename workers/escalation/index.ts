export { handleDeadline } from './handle-deadline.ts';
export { scheduleDeadlineSweeps, sweepDeadlines } from './sweep-deadlines.ts';
