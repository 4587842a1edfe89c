export { Backoff, type BackoffOptions } from './backoff.ts';
export { durationText } from './duration.ts';
export { type ClockSample, ServerClock } from './server-clock.ts';
export { serverClock } from './shared-server-clock.ts';
export { Ticker, ticker } from './ticker.ts';
