import { z } from 'zod';
import type { Principal } from '#core/access';
import {
  assignmentIdSchema,
  assignmentOutcomeSchema,
  patrolActionSchema,
  patrolSteps,
  patrolTaskSchema,
  sosRequestSchema,
  sosResponseSchema,
} from '#core/contracts';
import type { SquadId } from '#core/kit';
import { currentPosition } from '#db/journal';
import { applyPatrolAction, findPatrolTask } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { refusal } from '../errors/refusal.ts';
import { scopedRoute } from '../route.ts';
import { raiseSos } from './raise-sos.ts';

export const getPatrolTask = scopedRoute(
  'patrol.act',
  {
    method: 'get',
    path: '/api/patrol/task',
    summary: 'The caller’s squad, and what it is to do now',
    answer: patrolTaskSchema,
    refusals: ['not_found'],
  },
  async ({ principal, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    const found = await findPatrolTask(services.db, squadOf(principal));
    if (found === null) throw new HttpProblem('not_found');
    return { body: { journalPosition, ...found } };
  },
);

export const postPatrolStep = scopedRoute(
  'patrol.act',
  {
    method: 'post',
    path: '/api/patrol/assignments/{id}/{step}',
    summary: 'What the squad did with its assignment; the same action again changes nothing',
    params: z.object({ id: assignmentIdSchema, step: z.enum(patrolSteps) }),
    body: patrolActionSchema,
    answer: assignmentOutcomeSchema,
    refusals: ['assignment.wrong_phase', 'patrol.action_id_taken', 'too_early'],
  },
  async ({ principal, params: { id: assignmentId, step }, body, services }) => {
    const { db, clock, random } = services;
    const outcome = await applyPatrolAction(db, {
      ...{ squadId: squadOf(principal), assignmentId, step, by: principal.userId },
      ...{ actionId: body.actionId, atMs: body.atMs, nowMs: clock.now(), random },
    });
    if (outcome.ok) return { body: outcome.value };
    if (outcome.error.code === 'action_id_taken') throw new HttpProblem('patrol.action_id_taken');
    throw refusal('assignment', outcome.error);
  },
);

export const postPatrolSos = scopedRoute(
  'patrol.act',
  {
    method: 'post',
    path: '/api/patrol/sos',
    summary: 'The squad needs help; raises an alert of the highest priority at its place',
    body: sosRequestSchema,
    answer: sosResponseSchema,
    refusals: ['not_found', 'patrol.action_id_taken'],
  },
  async ({ principal, body, services }) => {
    return { body: { alertId: await raiseSos(squadOf(principal), body, services) } };
  },
);

/** @throws HttpProblem `access.forbidden` for one who is on patrol but has no squad */
function squadOf({ squadId }: Principal): SquadId {
  if (squadId === null) throw new HttpProblem('access.forbidden', { detail: 'this account is no squad’s' });
  return squadId;
}
