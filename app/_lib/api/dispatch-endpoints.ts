import type { z } from 'zod';
import type { Alert } from '#core/alert';
import {
  alertListSchema,
  alertSchema,
  assignmentOutcomeSchema,
  dispatchResponseSchema,
  type endIncidentRequestSchema,
  incidentDetailSchema,
  incidentSchema,
  mapSchema,
  type patrolActionSchema,
  type patrolSteps,
  patrolTaskSchema,
  responsePlanSchema,
  type shelveRequestSchema,
  type sosRequestSchema,
  squadListSchema,
} from '#core/contracts';
import type { AlertId, AssignmentId, IncidentId, SquadId } from '#core/kit';
import { command, request } from './request.ts';

export type ResponsePlan = z.infer<typeof responsePlanSchema>;
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;
export type PatrolTask = z.infer<typeof patrolTaskSchema>;
export type PatrolStep = (typeof patrolSteps)[number];

/** The open alerts of the caller's scope. */
export function fetchAlerts(): Promise<z.infer<typeof alertListSchema>> {
  return request({ path: '/api/alerts' }, alertListSchema);
}

/** Takes an alert on: it climbs no further. @returns the alert as it is then */
export function acknowledgeAlert(id: AlertId): Promise<Alert> {
  return request({ method: 'POST', path: `${alertPath(id)}/acknowledge`, body: {} }, alertSchema);
}

/** Puts an alert aside for a while. @returns the alert as it is then */
export function shelveAlert(id: AlertId, body: z.input<typeof shelveRequestSchema>): Promise<Alert> {
  return request({ method: 'POST', path: `${alertPath(id)}/shelve`, body }, alertSchema);
}

/** Ends an alert. @returns the alert as it is then */
export function clearAlert(id: AlertId): Promise<Alert> {
  return request({ method: 'POST', path: `${alertPath(id)}/clear`, body: {} }, alertSchema);
}

/** Whom to send to an alert, and which cameras to look through. */
export function fetchResponsePlan(id: AlertId, signal: AbortSignal): Promise<ResponsePlan> {
  return request({ path: `${alertPath(id)}/response`, signal }, responsePlanSchema);
}

/** Acknowledges, makes the incident if there is none, and offers it to the squad: one click. */
export function dispatchSquad(
  id: AlertId,
  squadId: SquadId,
): Promise<z.infer<typeof dispatchResponseSchema>> {
  return request(
    { method: 'POST', path: `${alertPath(id)}/dispatch`, body: { squadId } },
    dispatchResponseSchema,
  );
}

/** The squads of the caller's scope, where they are and what they do. */
export function fetchSquads(): Promise<z.infer<typeof squadListSchema>> {
  return request({ path: '/api/squads' }, squadListSchema);
}

/** An incident with its history. */
export function fetchIncident(id: IncidentId): Promise<IncidentDetail> {
  return request({ path: `/api/incidents/${encodeURIComponent(id)}` }, incidentDetailSchema);
}

/** Calls a squad back. */
export async function recallSquad(id: AssignmentId): Promise<void> {
  const call = {
    method: 'POST',
    path: `/api/assignments/${encodeURIComponent(id)}/recall`,
    body: {},
  } as const;
  await request(call, assignmentOutcomeSchema);
}

/** Closes an incident; its alerts are cleared. */
export async function closeIncident(
  id: IncidentId,
  body: z.input<typeof endIncidentRequestSchema>,
): Promise<void> {
  const path = `/api/incidents/${encodeURIComponent(id)}/close`;
  await request({ method: 'POST', path, body }, incidentSchema);
}

/** What stands still on the map. */
export function fetchMap(): Promise<z.infer<typeof mapSchema>> {
  return request({ path: '/api/map' }, mapSchema);
}

/** The caller's squad and what it is to do now. */
export function fetchPatrolTask(): Promise<PatrolTask> {
  return request({ path: '/api/patrol/task' }, patrolTaskSchema);
}

/** One step of an assignment; the same `actionId` again does no harm. */
export function sendPatrolStep(
  id: AssignmentId,
  step: PatrolStep,
  body: z.input<typeof patrolActionSchema>,
): Promise<void> {
  return command({ method: 'POST', path: `/api/patrol/assignments/${encodeURIComponent(id)}/${step}`, body });
}

/** A squad calls for help; the same `actionId` again does no harm. */
export function sendSos(body: z.input<typeof sosRequestSchema>): Promise<void> {
  return command({ method: 'POST', path: '/api/patrol/sos', body });
}

const alertPath = (id: AlertId) => `/api/alerts/${encodeURIComponent(id)}`;
