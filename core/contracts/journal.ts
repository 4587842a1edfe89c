import { z } from 'zod';
import { offlineReasons } from '#core/camera';
import { cameraIdSchema, orgPathSchema, sessionIdSchema, userIdSchema } from './ids.ts';

/**
 * A place in the journal: `<xid>-<seq>`, both decimal. Entries are ordered by it, and a reader that remembers
 * the last one it handled asks for what comes after. Opaque to clients.
 */
export const journalPositionSchema = z.string().regex(/^\d{1,20}-\d{1,20}$/);
export type JournalPosition = z.infer<typeof journalPositionSchema>;

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
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** An entry as it is appended: the journal gives it its position. */
export type NewJournalEntry = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? Omit<Entry, 'position'>
    : never
  : never;
