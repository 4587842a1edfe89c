export { ApiError, type ApiFailure, statusOf } from './api-error.ts';
export { auditExportAddress, fetchAudit, verifyAudit } from './audit-endpoints.ts';
export {
  discoverDevices,
  importCameras,
  inspectDevice,
  openPreview,
  type PtzPreset,
  type RegisteredCamera,
  registerCameras,
  sendPtz,
} from './device-endpoints.ts';
export {
  acknowledgeAlert,
  clearAlert,
  closeIncident,
  dispatchSquad,
  fetchAlerts,
  fetchIncident,
  fetchMap,
  fetchPatrolTask,
  fetchResponsePlan,
  fetchSquads,
  type IncidentDetail,
  type PatrolStep,
  type PatrolTask,
  type ResponsePlan,
  recallSquad,
  sendPatrolStep,
  sendSos,
  shelveAlert,
} from './dispatch-endpoints.ts';
export {
  changeLocale,
  fetchCamera,
  fetchCameras,
  fetchMe,
  fetchOrgTree,
  fetchStreamTickets,
  setUp,
  signIn,
  signOut,
} from './endpoints.ts';
export {
  claimPairing,
  createIntegration,
  createSource,
  fetchIntegrations,
  fetchScreens,
  fetchSources,
  openPairing,
  pairScreen,
  revokeIntegration,
  rotateSourceKey,
  switchSource,
  withdrawScreen,
} from './integration-endpoints.ts';
export {
  changeOrgUnit,
  createOrgUnit,
  fetchOrgUnit,
  importOrgUnits,
  moveOrgUnit,
  previewOrgMove,
  putOrgBorder,
  setOrgUnitClosed,
} from './org-endpoints.ts';
export {
  changeMemberships,
  changePerson,
  createPerson,
  endSessions,
  fetchPeople,
  fetchPerson,
  resetPassword,
  resetSecondFactor,
  switchPerson,
} from './people-endpoints.ts';
export { sessionRefusals } from './request.ts';
