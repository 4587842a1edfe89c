import { z } from 'zod';
import { alertKinds } from '#core/alert';
import { assignmentPhases, squadKinds } from '#core/dispatch';
import { localizedTextSchema } from '#core/kit';
import { alertSchema, lonLatSchema, prioritySchema } from './alerts.ts';
import { cameraSchema } from './http.ts';
import {
  alertIdSchema,
  assignmentIdSchema,
  incidentIdSchema,
  orgPathSchema,
  orgUnitIdSchema,
  squadIdSchema,
  userIdSchema,
} from './ids.ts';
import { journalPositionSchema } from './position.ts';

export const squadSchema = z.object({
  id: squadIdSchema,
  name: localizedTextSchema,
  kind: z.enum(squadKinds),
  orgUnitId: orgUnitIdSchema,
  orgPath: orgPathSchema,
  onDuty: z.boolean(),
});

export const squadPositionSchema = z.object({
  ...lonLatSchema.shape,
  headingDeg: z.number().nullable(),
  atMs: z.number(),
});

export const assignmentSchema = z.object({
  id: assignmentIdSchema,
  incidentId: incidentIdSchema,
  squadId: squadIdSchema,
  orgPath: orgPathSchema,
  phase: z.enum(assignmentPhases),
  offeredAtMs: z.number(),
  answerByMs: z.number(),
  sinceMs: z.number(),
});

const by = z.union([userIdSchema, z.literal('system')]);
export const incidentStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('reported') }),
  z.object({ phase: z.enum(['accepted', 'filed', 'dispatched', 'in_progress', 'verifying']), by }),
  z.object({
    phase: z.enum(['closed', 'cancelled', 'rejected']),
    by: userIdSchema,
    reason: z.string(),
    atMs: z.number(),
  }),
  z.object({ phase: z.literal('merged'), into: incidentIdSchema }),
]);

export const incidentSchema = z.object({
  id: incidentIdSchema,
  kind: z.enum(alertKinds),
  priority: prioritySchema,
  title: localizedTextSchema,
  orgPath: orgPathSchema,
  ownerId: orgUnitIdSchema,
  position: lonLatSchema.nullable(),
  alertIds: z.array(alertIdSchema).readonly(),
  openedAtMs: z.number(),
  state: incidentStateSchema,
});

/** GET /api/squads: those of the caller's scope, with what they do now. */
export const squadListSchema = z.object({
  journalPosition: journalPositionSchema,
  items: z.array(
    z.object({
      squad: squadSchema,
      position: squadPositionSchema.nullable(),
      assignment: assignmentSchema.nullable(),
    }),
  ),
});

const reasonSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('free') }),
  z.object({ code: z.literal('busy') }),
  z.object({ code: z.literal('own_area') }),
  z.object({ code: z.literal('mutual_aid') }),
  z.object({ code: z.literal('position_fresh'), ageMs: z.number() }),
  z.object({ code: z.literal('position_stale'), ageMs: z.number() }),
  z.object({ code: z.literal('position_unknown') }),
]);

/** GET /api/alerts/{id}/response: whom to send and what to look at. */
export const responsePlanSchema = z.object({
  /** At most eight, best first. */
  squads: z.array(
    z.object({
      squad: squadSchema,
      distanceM: z.number().nullable(),
      etaMs: z.number().nullable(),
      cost: z.number(),
      reasons: z.array(reasonSchema),
    }),
  ),
  /** The four best healthy cameras: near, and facing the place. */
  cameras: z.array(z.object({ camera: cameraSchema, distanceM: z.number(), faces: z.boolean() })),
});

/** POST /api/alerts/{id}/dispatch: acknowledge, make the incident if there is none, offer it to a squad: one click. */
export const dispatchRequestSchema = z.object({ squadId: squadIdSchema });
export const dispatchResponseSchema = z.object({
  alert: alertSchema,
  incident: incidentSchema,
  assignment: assignmentSchema,
});

/** An assignment after a step: POST /api/assignments/{id}/recall, POST /api/patrol/assignments/{id}/{step}. */
export const assignmentOutcomeSchema = z.object({ assignment: assignmentSchema, incident: incidentSchema });

/** POST /api/incidents/{id}/close | cancel; answers with the incident. */
export const endIncidentRequestSchema = z.object({ reason: z.string().trim().min(2).max(500) });

/** One line of an incident's history, from the journal. */
export const timelineEntrySchema = z.object({
  atMs: z.number(),
  type: z.string(),
  actor: z.string(),
  /** The name of the user or squad behind it, where there is one. */
  actorName: localizedTextSchema.nullable(),
  /** What the entry was about: a squad's or an org unit's name. */
  object: localizedTextSchema.nullable(),
});

/** GET /api/incidents/{id} */
export const incidentDetailSchema = z.object({
  journalPosition: journalPositionSchema,
  incident: incidentSchema,
  alerts: z.array(alertSchema),
  assignments: z.array(z.object({ assignment: assignmentSchema, squad: squadSchema })),
  timeline: z.array(timelineEntrySchema),
});

/** What a handheld can do with its assignment: POST /api/patrol/assignments/{id}/{step}. */
export const patrolSteps = ['acknowledge', 'decline', 'depart', 'arrive', 'clear'] as const;

/**
 * Done on a phone that may have been offline: `actionId` makes a repeat harmless, `atMs` says when it was done.
 */
export const patrolActionSchema = z.object({
  actionId: z.string().regex(/^[\w-]{8,64}$/),
  atMs: z.number().int(),
});

/** GET /api/patrol/task: the caller's squad and what it is to do now. */
export const patrolTaskSchema = z.object({
  journalPosition: journalPositionSchema,
  squad: squadSchema,
  task: z.object({ assignment: assignmentSchema, incident: incidentSchema }).nullable(),
});

/** POST /api/patrol/sos; answers with the alert that was raised, the same one when it is sent again. */
export const sosRequestSchema = patrolActionSchema.extend({ position: lonLatSchema.nullable() });
export const sosResponseSchema = z.object({ alertId: alertIdSchema });
