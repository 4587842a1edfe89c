export { connectRealtime, type RealtimeState, realtimeStore } from './connect.ts';
