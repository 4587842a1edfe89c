export type { Lease } from './lease.ts';
export type { MediaSink, StreamStatus } from './media-sink.ts';
export type { CameraDirectory, StreamStatusSink } from './ports.ts';
export { PreviewDirectory } from './preview-directory.ts';
export type { ProbeResult } from './probe-sweep.ts';
export { type AcquireFailure, SessionRegistry } from './session-registry.ts';
export { defaultSessionLimits, type SessionLimits } from './session-registry-options.ts';
export type { SessionSnapshot } from './session-snapshot.ts';
export type { StreamCounters } from './stream-counters.ts';
