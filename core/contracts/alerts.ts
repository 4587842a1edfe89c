import { z } from 'zod';
import { alertKinds, type Priority } from '#core/alert';
import { localizedTextSchema } from '#core/kit';
import { alertIdSchema, incidentIdSchema, orgPathSchema, orgUnitIdSchema, userIdSchema } from './ids.ts';
import { journalPositionSchema } from './position.ts';

export const lonLatSchema = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});

export const prioritySchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
]) satisfies z.ZodType<Priority>;

const holderSchema = z.object({ orgUnitId: orgUnitIdSchema, orgPath: orgPathSchema, sinceMs: z.number() });
const routedSchema = z.object({
  phase: z.literal('routed'),
  holder: holderSchema,
  escalateAtMs: z.number().nullable(),
});
const acknowledgedSchema = z.object({
  phase: z.literal('acknowledged'),
  holder: holderSchema,
  by: userIdSchema,
  atMs: z.number(),
});

export const alertStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('raised') }),
  routedSchema,
  acknowledgedSchema,
  z.object({
    phase: z.literal('shelved'),
    by: userIdSchema,
    reason: z.string(),
    untilMs: z.number(),
    back: z.discriminatedUnion('phase', [routedSchema, acknowledgedSchema]),
  }),
  z.object({
    phase: z.literal('cleared'),
    holder: holderSchema.nullable(),
    by: userIdSchema.nullable(),
    atMs: z.number(),
  }),
]);

export const alertSubjectSchema = z.object({
  place: localizedTextSchema,
  details: localizedTextSchema.nullable(),
  position: lonLatSchema.nullable(),
});

/** An alert as everyone who may see it sees it; the same shape in lists, in journal entries and in replays. */
export const alertSchema = z.object({
  id: alertIdSchema,
  kind: z.enum(alertKinds),
  priority: prioritySchema,
  orgPath: orgPathSchema,
  subject: alertSubjectSchema,
  source: z.string(),
  dedupKey: z.string(),
  raisedAtMs: z.number(),
  count: z.number().int(),
  lastSeenMs: z.number(),
  conditionActive: z.boolean(),
  incidentId: incidentIdSchema.nullable(),
  state: alertStateSchema,
});

/** GET /api/alerts: the open alerts of the caller's scope, by priority, then age; at most 500. */
export const alertListSchema = z.object({
  journalPosition: journalPositionSchema,
  items: z.array(alertSchema),
  /** How many open alerts there are, which may be more than listed. */
  total: z.number().int(),
});

/** POST /api/alerts/{id}/shelve; like acknowledge and clear it answers with the alert. */
export const shelveRequestSchema = z.object({
  reason: z.string().trim().min(2).max(200),
  forMs: z
    .number()
    .int()
    .min(60_000)
    .max(8 * 3_600_000),
});
