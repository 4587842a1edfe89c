export { startRealtime } from './start-realtime.ts';
