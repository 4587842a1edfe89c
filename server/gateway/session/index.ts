export type { Lease } from './lease.ts';
export type { MediaSink, StreamStatus } from './media-sink.ts';
export type { CameraDirectory, StreamStatusSink } from './ports.ts';
export { type AcquireFailure, type ProbeResult, SessionRegistry } from './session-registry.ts';
export {
  defaultSessionLimits,
  type SessionLimits,
  type SessionLog,
  type SessionRegistryOptions,
  type StreamKey,
} from './session-registry-options.ts';
export type { SessionSnapshot } from './session-snapshot.ts';
export type { StreamCounters } from './stream-counters.ts';
