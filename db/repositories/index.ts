export {
  changeMemberships,
  changePerson,
  createPerson,
  disablePerson,
  enablePerson,
  endPersonSessions,
  resetPassword,
  resetSecondFactor,
} from './accounts/change-person.ts';
export { findTakenUsernames, type ImportRefusal, importPeople } from './accounts/import-people.ts';
export { createIntegration } from './accounts/integrations.ts';
export { claimPairing, openPairing, pairScreen } from './accounts/pairings.ts';
export { findPerson, listPeople } from './accounts/people.ts';
export type { AccountRefusal } from './accounts/refusal.ts';
export { listUnattended, withdrawUnattended } from './accounts/unattended.ts';
export { acknowledgeAlert } from './acknowledge-alert.ts';
export {
  findAlert,
  listOpenAlerts,
  listOverdue,
  type OpenAlerts,
  type Overdue,
  type OverdueQuery,
} from './alerts.ts';
export { type AlertChange, applyAlertEvent } from './apply-alert-event.ts';
export {
  type AssignmentChange,
  type AssignmentOutcome,
  applyAssignmentEvent,
} from './apply-assignment-event.ts';
export { applyIncidentEvent, type IncidentAction } from './apply-incident-event.ts';
export { findOnvifDevice, findPtzDevice, type PtzDevice } from './camera-devices.ts';
export { type HealthObservation, recordCameraHealth } from './camera-health.ts';
export { type CameraList, findCamera, listCameras, listCamerasForSweep, type SweepPage } from './cameras.ts';
export type { AuditedChange, Change, NotFound, OwnChange, RandomBytes } from './changes.ts';
export {
  type Dispatched,
  type DispatchOrder,
  type DispatchRefusal,
  dispatchSquad,
} from './dispatch-squad.ts';
export {
  type CameraToEnter,
  type EnteredCamera,
  type EntryRefusal,
  enterCameras,
} from './enter-cameras.ts';
export {
  forgetGateway,
  type GatewayHeartbeat,
  listLiveGateways,
  recordGateway,
} from './gateways.ts';
export { type Identity, linkIdentity, listIssuers } from './identities.ts';
export { findIncidentDetail, type IncidentDetail } from './incident-detail.ts';
export { listIncidentSquads } from './incident-squads.ts';
export { type IngestOptions, ingestAlerts } from './ingest-alerts.ts';
export {
  changeSource,
  createSource,
  findSourceKey,
  listSources,
  type NewSource,
  registerSource,
  type SourceRefusal,
} from './ingest-sources.ts';
export { findKnownDevices, findTakenCodes } from './known-cameras.ts';
export {
  type Checkpoint,
  type MapCamera,
  type MapObjects,
  mapObjects,
  type NewCheckpoint,
  type NewPost,
  type Post,
  registerCheckpoints,
  registerPosts,
} from './map-objects.ts';
export { moveStreams } from './move-streams.ts';
export {
  type ChangedUnit,
  changeOrgUnit,
  closeOrgUnit,
  createOrgUnit,
  findOrgUnitDetail,
  importOrgUnits,
  type ListedRefusal,
  type ListedUnit,
  moveOrgUnit,
  type OrgRefusal,
  previewMove,
  reopenOrgUnit,
  setOrgBorder,
} from './org/index.ts';
export {
  findOrgUnit,
  findRootPath,
  insertOrgUnits,
  listOrgCodes,
  listOrgTree,
  type NewOrgUnit,
} from './org-units.ts';
export { changeOwnPassword } from './passwords.ts';
export {
  type ActionIdTaken,
  applyPatrolAction,
  findPatrolTask,
  type PatrolAction,
  type PatrolTask,
} from './patrol.ts';
export { type RefusedSignIn, recordRefusedSignIn } from './refused-sign-ins.ts';
export { type NewCamera, type Registration, registerCameras } from './register-cameras.ts';
export { type ResponsePlan, responsePlan } from './response-plan.ts';
export {
  countRecoveryCodes,
  type Enrolment,
  enrolSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  takeRecoveryCode,
  takeTotpStep,
} from './second-factors.ts';
export {
  createSession,
  endSessions,
  isSessionWithin,
  type NewSession,
  replaceSession,
  revokeSession,
  type Which,
} from './session-changes.ts';
export {
  type Carrier,
  findPrincipal,
  findSessionOrigin,
  listSessions,
  type SessionRecord,
  touchSession,
} from './sessions.ts';
export { type SetUp, setUp } from './set-up.ts';
export {
  findAccountOfIdentity,
  findSignInAccount,
  findUserByUsername,
  type SecondFactor,
  type SignInAccount,
} from './sign-in-accounts.ts';
export {
  type Attempt,
  type Counted,
  countAttempt,
  type FailureKey,
  type FailureLimit,
  forgetFailures,
  uncountAttempt,
} from './sign-in-failures.ts';
export {
  listSquadPositions,
  type PositionedSquad,
  type RecordedPosition,
  type RecordedPositions,
  recordPositions,
} from './squad-positions.ts';
export { findSquad, listSquads, type NewSquad, registerSquads, type SquadStatus } from './squads.ts';
export { staffedUnits } from './staffed-units.ts';
export { CredentialsError, findStreamSource } from './stream-sources.ts';
export { systemScope } from './system-scope.ts';
export { recordAudit } from './tell-audit.ts';
export {
  countUsers,
  createUser,
  disableUser,
  isAccountWithin,
  type NewUser,
  setLocale,
} from './users.ts';
export {
  type EndedViewing,
  endLeftViewings,
  saveViewings,
  touchViewings,
  type ViewingChanges,
  type ViewingRow,
} from './viewings.ts';
export { findVisibleCameras } from './visible-cameras.ts';
export { listWarmStreams } from './warm-streams.ts';
