export { type HealthObservation, recordCameraHealth, recordCameraHealthBatch } from './camera-health.ts';
export { type CameraList, findCamera, listCameras, listCamerasForSweep, type SweepPage } from './cameras.ts';
export { moveStreams } from './move-streams.ts';
export { findOrgUnit, findRootPath, insertOrgUnits, listOrgTree, type NewOrgUnit } from './org-units.ts';
export { type RefusedSignIn, recordRefusedSignIn } from './refused-sign-ins.ts';
export { type NewCamera, type Registration, registerCameras } from './register-cameras.ts';
export {
  createSession,
  findPrincipal,
  type NewSession,
  revokeSession,
  touchSession,
} from './sessions.ts';
export { type SetUp, setUp } from './set-up.ts';
export { CredentialsError, findStreamSource } from './stream-sources.ts';
export { systemScope } from './system-scope.ts';
export {
  countUsers,
  createUser,
  disableUser,
  findUserByUsername,
  type NewUser,
  setLocale,
  type UserCredentials,
} from './users.ts';
export { findVisibleCameras } from './visible-cameras.ts';
