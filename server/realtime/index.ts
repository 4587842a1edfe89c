export { type Realtime, type RealtimeOptions, startRealtime } from './start-realtime.ts';
