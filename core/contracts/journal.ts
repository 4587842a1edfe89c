import { z } from 'zod';
import { offlineReasons } from '#core/camera';
import { alertSchema } from './alerts.ts';
import { assignmentSchema, incidentSchema } from './dispatch.ts';
import { cameraIdSchema, orgPathSchema, orgUnitIdSchema, sessionIdSchema, userIdSchema } from './ids.ts';
import { journalPositionSchema } from './position.ts';

const entry = <Type extends string, Payload extends z.ZodType>(type: Type, payload: Payload) =>
  z.object({
    position: journalPositionSchema,
    type: z.literal(type),
    /** The org unit this happened in; it is emitted to that unit's room and all its ancestors'. */
    orgPath: orgPathSchema,
    /** The id of what it happened to. */
    subject: z.string(),
    /** Who did it: a user id, or a role of the system such as `worker` or `gateway`. */
    actor: z.string(),
    atMs: z.number().int(),
    payload,
  });

/** What can happen to an org unit. `moved`: with all below it, so that paths and scopes are others. */
export const orgChanges = ['created', 'changed', 'moved', 'closed', 'reopened'] as const;

/** Entries about alerts, incidents and assignments carry the whole thing as it is after the change. */
const alert = z.object({ alert: alertSchema });
const incident = z.object({ incident: incidentSchema });
const assignment = z.object({ assignment: assignmentSchema });

/** Every kind of entry. Adding one here is what makes it known to sockets, workers and reports alike. */
export const journalEntrySchema = z.discriminatedUnion('type', [
  entry('camera.registered', z.object({ cameraId: cameraIdSchema })),
  entry('camera.online', z.object({ cameraId: cameraIdSchema, witness: z.enum(['probe', 'stream']) })),
  entry(
    'camera.offline',
    z.object({
      cameraId: cameraIdSchema,
      witness: z.enum(['probe', 'stream']),
      reason: z.enum(offlineReasons),
    }),
  ),
  entry('session.started', z.object({ sessionId: sessionIdSchema, userId: userIdSchema })),
  entry('session.ended', z.object({ sessionId: sessionIdSchema, userId: userIdSchema })),
  entry('session.refused', z.object({ username: z.string(), address: z.string() })),
  /** So many failures that sign-ins to this account from there are refused until then. */
  entry(
    'session.locked_out',
    z.object({ username: z.string(), address: z.string(), untilMs: z.number().int() }),
  ),
  /** What these accounts may do or see is no longer what it was: roles, scopes, disabled, expired. */
  entry('access.changed', z.object({ userIds: z.array(userIdSchema) })),
  entry('org.changed', z.object({ orgUnitId: orgUnitIdSchema, change: z.enum(orgChanges) })),
  entry('alert.raised', alert),
  entry('alert.routed', alert),
  entry('alert.escalated', alert),
  entry('alert.repeated', alert),
  entry('alert.condition_ended', alert),
  entry('alert.acknowledged', alert),
  entry('alert.shelved', alert),
  entry('alert.unshelved', alert),
  entry('alert.linked', alert),
  entry('alert.cleared', alert),
  entry('incident.opened', incident),
  entry('incident.changed', incident),
  entry('assignment.offered', assignment),
  entry('assignment.changed', assignment),
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** An entry as it is appended: the journal gives it its position. */
export type NewJournalEntry = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? Omit<Entry, 'position'>
    : never
  : never;
