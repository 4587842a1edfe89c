import { z } from 'zod';
import type { AlertEvent } from '#core/alert';
import {
  alertIdSchema,
  alertListSchema,
  alertSchema,
  dispatchRequestSchema,
  dispatchResponseSchema,
  responsePlanSchema,
  shelveRequestSchema,
} from '#core/contracts';
import type { AlertId } from '#core/kit';
import { currentPosition } from '#db/journal';
import {
  type AuditedChange,
  acknowledgeAlert,
  applyAlertEvent,
  dispatchSquad,
  listOpenAlerts,
  responsePlan,
} from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { dispatchRefusal, refusal } from '../errors/refusal.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import type { Services } from '../services.ts';

/** More than anybody reads; the rest shows as a number. */
const LISTED_MAX = 500;

const params = z.object({ id: alertIdSchema });

export const getAlerts = scopedRoute(
  'alert.read',
  {
    method: 'get',
    path: '/api/alerts',
    summary: 'The open alerts of the caller’s scope, the most urgent first, then the oldest',
    answer: alertListSchema,
  },
  async ({ scope, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    const { items, total } = await listOpenAlerts(services.db, scope, LISTED_MAX);
    return { body: { journalPosition, items: [...items], total } };
  },
);

export const postAlertAcknowledge = scopedRoute(
  'alert.handle',
  {
    method: 'post',
    path: '/api/alerts/{id}/acknowledge',
    summary: 'Take an alert on; it climbs no further',
    params,
    answer: alertSchema,
    refusals: ['alert.wrong_phase'],
  },
  async (call) => {
    const { params: asked, principal, services } = call;
    const outcome = await acknowledgeAlert(services.db, asked.id, principal.userId, auditedChangeOf(call));
    if (!outcome.ok) throw refusal('alert', outcome.error);
    return { body: outcome.value };
  },
);

export const postAlertShelve = scopedRoute(
  'alert.handle',
  {
    method: 'post',
    path: '/api/alerts/{id}/shelve',
    summary: 'Put an alert aside, with a reason; it comes back by itself',
    params,
    body: shelveRequestSchema,
    answer: alertSchema,
    refusals: ['alert.wrong_phase', 'alert.shelf_too_long'],
  },
  async (call) => {
    const { forMs, reason } = call.body;
    const change = auditedChangeOf(call);
    const by = call.principal.userId;
    const event = { type: 'shelve', by, reason, untilMs: change.nowMs + forMs } as const;
    return { body: await changed(call.params.id, event, change, call.services) };
  },
);

export const postAlertClear = scopedRoute(
  'alert.handle',
  {
    method: 'post',
    path: '/api/alerts/{id}/clear',
    summary: 'Close an alert that needs nothing more',
    params,
    answer: alertSchema,
    refusals: ['alert.wrong_phase'],
  },
  async (call) => {
    const event = { type: 'clear', by: call.principal.userId } as const;
    return { body: await changed(call.params.id, event, auditedChangeOf(call), call.services) };
  },
);

export const getAlertResponse = scopedRoute(
  'alert.read',
  {
    method: 'get',
    path: '/api/alerts/{id}/response',
    summary: 'Whom of the caller’s scope to send to an alert, and which cameras to look through',
    params,
    answer: responsePlanSchema,
  },
  async ({ scope, params: { id }, services }) => {
    const plan = await responsePlan(services.db, scope, id, services.clock.now());
    if (plan === null) throw new HttpProblem('not_found');
    const squads = plan.squads.map((squad) => ({ ...squad, reasons: [...squad.reasons] }));
    return { body: { squads, cameras: [...plan.cameras] } };
  },
);

export const postAlertDispatch = scopedRoute(
  'squad.dispatch',
  {
    method: 'post',
    path: '/api/alerts/{id}/dispatch',
    summary:
      'Acknowledge an alert, open its incident if there is none, and offer it to a squad; all or nothing',
    params,
    body: dispatchRequestSchema,
    answer: dispatchResponseSchema,
    refusals: ['alert.wrong_phase', 'alert.unverified', 'squad.off_duty', 'squad.busy'],
  },
  async (call) => {
    const { db, random } = call.services;
    const { id: alertId } = call.params;
    const audited = auditedChangeOf(call);
    const { scope, nowMs } = audited;
    const { squadId } = call.body;
    const order = { alertId, squadId, by: call.principal.userId, scope, nowMs, random, audited };
    const sent = await dispatchSquad(db, order);
    if (!sent.ok) throw dispatchRefusal(sent.error);
    return { body: sent.value };
  },
);

async function changed(id: AlertId, event: AlertEvent, change: AuditedChange, { db }: Services) {
  const outcome = await applyAlertEvent(db, id, event, change);
  if (!outcome.ok) throw refusal('alert', outcome.error);
  return outcome.value;
}
