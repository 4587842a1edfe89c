export {
  type Camera,
  type CameraClass,
  type CameraView,
  cameraClasses,
  type StreamProfile,
  streamProfiles,
} from './camera.ts';
export {
  type CameraHealth,
  type CameraHealthEvent,
  type HealthWitness,
  type OfflineReason,
  offlineReasons,
  STREAM_LOSS_OUTRANKS_PROBE_MS,
  transitionHealth,
} from './health.ts';
export {
  formatNationalCode,
  type NationalCode,
  type NationalCodeError,
  parseNationalCode,
} from './national-code.ts';
export { type RankedCamera, rankCamerasForPlace } from './rank-for-place.ts';
export { type StreamSource, type StreamState, streamStates } from './stream-source.ts';
