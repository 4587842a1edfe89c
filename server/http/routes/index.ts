import type { Route } from '../route.ts';
import {
  getAccount,
  postRecoveryCodes,
  postSecondFactorEnrolment,
  postSecondFactorOffer,
  postSecondFactorRemoval,
  putPassword,
} from './account.ts';
import {
  getAlertResponse,
  getAlerts,
  postAlertAcknowledge,
  postAlertClear,
  postAlertDispatch,
  postAlertShelve,
} from './alerts.ts';
import { getAudit, getAuditExport, postAuditVerify } from './audit.ts';
import { postCamerasImport } from './camera-import.ts';
import { postCameraPtz } from './camera-ptz.ts';
import { getCamera, getCameraDiagnostics, getCameras } from './cameras.ts';
import { postDevicesDiscover, postDevicesInspect, postDevicesPreview } from './devices.ts';
import { getIncident, postAssignmentRecall, postIncidentCancel, postIncidentClose } from './incidents.ts';
import { postIngestAlerts, postIngestPositions } from './ingest.ts';
import { deleteIntegration, getIntegrations, postIntegrations } from './integrations.ts';
import { putLocale } from './locale.ts';
import { getMap } from './map.ts';
import { getOpenApiDocument } from './openapi-document.ts';
import {
  getOrgUnit,
  getOrgUnitMovePreview,
  postOrgUnitClose,
  postOrgUnitMove,
  postOrgUnitReopen,
  postOrgUnits,
  putOrgUnit,
  putOrgUnitBorder,
} from './org-admin.ts';
import { postOrgUnitsImport } from './org-import.ts';
import { getOrgUnits } from './org-units.ts';
import { getPatrolTask, postPatrolSos, postPatrolStep } from './patrol.ts';
import { getPeople, getPerson, postPeople, putPerson, putPersonMemberships } from './people.ts';
import { postPeopleImport } from './people-import.ts';
import {
  deletePersonSecondFactor,
  deletePersonSessions,
  postPersonDisable,
  postPersonEnable,
  postPersonPassword,
} from './person-access.ts';
import { getProviderCallback, getProviderSignIn, getSignIn } from './provider.ts';
import { postCameras } from './register-cameras.ts';
import { deleteScreen, getScreens, postPairingClaim, postPairings, postScreens } from './screens.ts';
import { deleteSession, getSession, postSecondFactor, postSession } from './session.ts';
import {
  deleteOwnSession,
  deleteSessionOf,
  getOwnSessions,
  getPersonSessions,
  postOtherSessionsEnd,
} from './sessions.ts';
import { postSetup } from './setup.ts';
import { getSources, postSourceKey, postSources, putSource } from './sources.ts';
import { getSquads } from './squads.ts';
import { postStreamTickets } from './stream-tickets.ts';

const documented = [
  postSession,
  getSession,
  deleteSession,
  postSecondFactor,
  getSignIn,
  getProviderSignIn,
  getProviderCallback,
  getAccount,
  putLocale,
  putPassword,
  postSecondFactorOffer,
  postSecondFactorEnrolment,
  postSecondFactorRemoval,
  postRecoveryCodes,
  getOwnSessions,
  deleteOwnSession,
  postOtherSessionsEnd,
  getPersonSessions,
  deleteSessionOf,
  getOrgUnits,
  postOrgUnits,
  getOrgUnit,
  putOrgUnit,
  putOrgUnitBorder,
  getOrgUnitMovePreview,
  postOrgUnitMove,
  postOrgUnitClose,
  postOrgUnitReopen,
  postOrgUnitsImport,
  getCameras,
  getCamera,
  getCameraDiagnostics,
  postDevicesDiscover,
  postDevicesInspect,
  postDevicesPreview,
  postCameras,
  postCamerasImport,
  postCameraPtz,
  postStreamTickets,
  getMap,
  getAlerts,
  postAlertAcknowledge,
  postAlertShelve,
  postAlertClear,
  getAlertResponse,
  postAlertDispatch,
  getIncident,
  postIncidentClose,
  postIncidentCancel,
  postAssignmentRecall,
  getSquads,
  getPatrolTask,
  postPatrolStep,
  postPatrolSos,
  postIngestAlerts,
  postIngestPositions,
  getPeople,
  getPerson,
  postPeople,
  postPeopleImport,
  putPerson,
  putPersonMemberships,
  postPersonDisable,
  postPersonEnable,
  postPersonPassword,
  deletePersonSecondFactor,
  deletePersonSessions,
  getScreens,
  postScreens,
  deleteScreen,
  postPairings,
  postPairingClaim,
  getIntegrations,
  postIntegrations,
  deleteIntegration,
  getSources,
  postSources,
  putSource,
  postSourceKey,
  postSetup,
  getAudit,
  getAuditExport,
  postAuditVerify,
] as const satisfies readonly Route[];

/** Every route of the API. What is not in here is not reachable. */
export const routes: readonly Route[] = [...documented, getOpenApiDocument(documented)];
