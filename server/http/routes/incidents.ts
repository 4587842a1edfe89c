import { z } from 'zod';
import type { Action } from '#core/access';
import {
  assignmentIdSchema,
  assignmentOutcomeSchema,
  endIncidentRequestSchema,
  incidentDetailSchema,
  incidentIdSchema,
  incidentSchema,
} from '#core/contracts';
import type { IncidentId } from '#core/kit';
import { currentPosition } from '#db/journal';
import {
  type AuditedChange,
  applyAssignmentEvent,
  applyIncidentEvent,
  findIncidentDetail,
  type IncidentAction,
} from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { refusal } from '../errors/refusal.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ id: incidentIdSchema });

export const getIncident = scopedRoute(
  'alert.read',
  {
    method: 'get',
    path: '/api/incidents/{id}',
    summary: 'An incident with its alerts, its squads and its history',
    params,
    answer: incidentDetailSchema,
  },
  async ({ scope, params: { id }, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    const detail = await findIncidentDetail(services.db, scope, id);
    if (detail === null) throw new HttpProblem('not_found');
    return { body: { journalPosition, ...detail } };
  },
);

export const postIncidentClose = endRoute(
  'alert.handle',
  'close',
  'Close an incident that is dealt with; its alerts are cleared',
);

export const postIncidentCancel = endRoute(
  'squad.dispatch',
  'cancel',
  'Call an incident off; squads still out for it are recalled',
);

export const postAssignmentRecall = scopedRoute(
  'squad.dispatch',
  {
    method: 'post',
    path: '/api/assignments/{id}/recall',
    summary: 'Call a squad back',
    params: z.object({ id: assignmentIdSchema }),
    answer: assignmentOutcomeSchema,
    refusals: ['assignment.wrong_phase', 'too_early'],
  },
  async (call) => {
    const { db, random } = call.services;
    const change = { ...auditedChangeOf(call), random };
    const outcome = await applyAssignmentEvent(db, call.params.id, { type: 'recall' }, change);
    if (!outcome.ok) throw refusal('assignment', outcome.error);
    return { body: outcome.value };
  },
);

/** A route that ends an incident one way or the other, with the reason. */
function endRoute(action: Action, type: 'close' | 'cancel', summary: string) {
  return scopedRoute(
    action,
    {
      ...{ method: 'post', path: `/api/incidents/{id}/${type}`, summary, params },
      ...{ body: endIncidentRequestSchema, answer: incidentSchema, refusals: ['incident.wrong_phase'] },
    },
    async (call) => {
      const event = { type, by: call.principal.userId, reason: call.body.reason } as const;
      return { body: await ended(call.params.id, event, auditedChangeOf(call), call.services) };
    },
  );
}

async function ended(id: IncidentId, event: IncidentAction, change: AuditedChange, { db }: Services) {
  const outcome = await applyIncidentEvent(db, id, event, change);
  if (!outcome.ok) throw refusal('incident', outcome.error);
  return outcome.value;
}
