export { Backoff, type BackoffOptions } from './backoff.ts';
export { durationText } from './duration.ts';
export { serverClock } from './shared-server-clock.ts';
export { ticker } from './ticker.ts';
