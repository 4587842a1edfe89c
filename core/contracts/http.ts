import { z } from 'zod';
import { accountKinds, pendings, roles } from '#core/access';
import { cameraClasses, offlineReasons, streamProfiles } from '#core/camera';
import { localeSchema, localizedTextSchema } from '#core/kit';
import { orgLevels } from '#core/org';
import { cameraIdSchema, incidentIdSchema, orgPathSchema, orgUnitIdSchema, userIdSchema } from './ids.ts';
import { importRowErrorSchema } from './import.ts';
import { labelSchema } from './label.ts';
import { usernameSchema } from './people.ts';
import { journalPositionSchema } from './position.ts';

/** RFC 9457. `code` is stable and translated by the client; `detail` is for engineers. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** 409: where the thing stands that could not be changed. */
  phase: z.string().optional(),
  /** 409 `squad.busy`: what the squad does, since when, and who sent it (null: the system). */
  occupation: z
    .object({
      incidentId: incidentIdSchema,
      incidentTitle: localizedTextSchema,
      sentBy: localizedTextSchema.nullable(),
      sinceMs: z.number(),
    })
    .optional(),
  /** 422 `import.invalid`: every wrong field of the list, up to a hundred. */
  rows: z.array(importRowErrorSchema).max(100).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export const signInSchema = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
});

export const meSchema = z.object({
  id: userIdSchema,
  kind: z.enum(accountKinds),
  username: z.string(),
  displayName: localizedTextSchema,
  locale: localeSchema,
  memberships: z.array(
    z.object({
      role: z.enum(roles),
      orgUnitId: orgUnitIdSchema,
      orgPath: orgPathSchema,
      orgName: localizedTextSchema,
    }),
  ),
  /** What the session still owes before it may do anything. */
  pending: z.enum(pendings).nullable(),
  /** The server's wall clock when it answered, so that the client can correct its own. */
  serverTimeMs: z.number(),
});
export type Me = z.infer<typeof meSchema>;

/** POST /api/setup: the first org unit and its first administrator, made once through the one-time link. */
export const setupSchema = z.object({
  /** What the set-up link carries. */
  token: z.string().max(256),
  username: usernameSchema,
  password: z.string().min(1).max(256),
  displayName: labelSchema(64),
  orgUnit: z.object({
    /** Division code of the county (GB/T 2260: 6 digits). */
    code: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    nameZh: labelSchema(200),
    nameEn: labelSchema(200),
  }),
});
export type SetupRequest = z.infer<typeof setupSchema>;

export const changeLocaleSchema = z.object({ locale: localeSchema });

export const orgNodeSchema = z.object({
  id: orgUnitIdSchema,
  parentId: orgUnitIdSchema.nullable(),
  path: orgPathSchema,
  level: z.enum(orgLevels),
  name: localizedTextSchema,
  /** It was dissolved: what is there stays, and nothing new comes. */
  closed: z.boolean(),
  /** Cameras of this unit and everything below it. */
  cameras: z.object({ total: z.number().int(), online: z.number().int() }),
});
export type OrgNode = z.infer<typeof orgNodeSchema>;

/** GET /api/org-units: the caller's subtrees, parents before children. */
export const orgTreeSchema = z.object({
  /** Where the journal stood before this was read; resume the socket from here. */
  journalPosition: journalPositionSchema,
  units: z.array(orgNodeSchema),
});
export type OrgTree = z.infer<typeof orgTreeSchema>;

export const cameraHealthSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('online'), sinceMs: z.number(), witness: z.enum(['probe', 'stream']) }),
  z.object({
    state: z.literal('offline'),
    sinceMs: z.number(),
    witness: z.enum(['probe', 'stream']),
    seenMs: z.number(),
    reason: z.enum(offlineReasons),
  }),
]);

export const cameraSchema = z.object({
  id: cameraIdSchema,
  code: z.string(),
  orgUnitId: orgUnitIdSchema,
  orgPath: orgPathSchema,
  name: localizedTextSchema,
  class: z.enum(cameraClasses),
  position: z.object({ lon: z.number(), lat: z.number() }),
  view: z.object({ azimuthDeg: z.number(), angleDeg: z.number(), rangeM: z.number() }),
  ptz: z.boolean(),
  health: cameraHealthSchema,
});
export type CameraRecord = z.infer<typeof cameraSchema>;

/** GET /api/cameras query. Without `orgUnitId` the whole scope is searched. */
export const cameraQuerySchema = z.object({
  orgUnitId: orgUnitIdSchema.optional(),
  /** `unit` the org unit's own cameras only (one level of the tree), `subtree` everything below it too. */
  depth: z.enum(['unit', 'subtree']).default('subtree'),
  /** Matches name (Chinese or English) and code. */
  search: z.string().trim().min(1).max(64).optional(),
  class: z.enum(cameraClasses).optional(),
  state: z.enum(['unknown', 'online', 'offline']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type CameraQuery = z.infer<typeof cameraQuerySchema>;

export const cameraPageSchema = z.object({
  journalPosition: journalPositionSchema,
  items: z.array(cameraSchema),
  nextCursor: z.string().nullable(),
});
export type CameraPage = z.infer<typeof cameraPageSchema>;

/** POST /api/stream-tickets: one request for a whole wall. */
export const streamTicketRequestSchema = z.object({
  streams: z
    .array(z.object({ cameraId: cameraIdSchema, profile: z.enum(streamProfiles) }))
    .min(1)
    .max(64),
});
export type StreamTicketRequest = z.infer<typeof streamTicketRequestSchema>;

export const streamTicketSchema = z.object({
  cameraId: cameraIdSchema,
  profile: z.enum(streamProfiles),
  /** Goes into `Authorization: Bearer`, or into the feed's subscribe message; never into a URL. */
  ticket: z.string(),
  expiresAtMs: z.number(),
  /** Absolute URL of the LL-HLS playlist. */
  playlistUrl: z.url(),
  /** Absolute ws(s) URL of the wall feed of the gateway that carries this stream. */
  feedUrl: z.url(),
});
export type StreamTicket = z.infer<typeof streamTicketSchema>;

export const streamTicketResponseSchema = z.object({ tickets: z.array(streamTicketSchema) });
