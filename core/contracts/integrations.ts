import { z } from 'zod';
import { actions, roles } from '#core/access';
import { localeSchema, localizedTextSchema } from '#core/kit';
import { orgPathSchema, orgUnitIdSchema, userIdSchema } from './ids.ts';
import { personNameSchema } from './people.ts';

const accountStates = ['active', 'expired', 'withdrawn'] as const;

/** What is told of an account that no person signs in with. */
const unattendedFields = {
  id: userIdSchema,
  name: localizedTextSchema,
  orgUnitId: orgUnitIdSchema,
  orgPath: orgPathSchema,
  orgName: localizedTextSchema,
  state: z.enum(accountStates),
  createdMs: z.number(),
  /** To the minute; null: never. */
  lastSeenMs: z.number().nullable(),
};

/** GET /api/screens and /api/integrations query: the newest first. */
export const unattendedQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type UnattendedQuery = z.infer<typeof unattendedQuerySchema>;

const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A screen that was let in by its code. */
export const screenSchema = z.object(unattendedFields);
export type Screen = z.infer<typeof screenSchema>;
export const screenPageSchema = page(screenSchema);

/** POST /api/screens: lets in the screen that shows this code. */
export const pairScreenSchema = z.object({
  code: z.string().min(1).max(32),
  name: personNameSchema,
  orgUnitId: orgUnitIdSchema,
});

export const createdAccountSchema = z.object({ id: userIdSchema });

/** POST /api/pairings; `replaces` is the secret of a code that is no longer shown. */
export const openPairingSchema = z.object({ replaces: z.string().max(64).nullable() });

/** What a screen shows, and what it proves with that it is the one that shows it. */
export const pairingSchema = z.object({
  code: z.string(),
  secret: z.string(),
  expiresMs: z.number(),
  /** The server's wall clock when it answered. */
  serverTimeMs: z.number(),
});
export type Pairing = z.infer<typeof pairingSchema>;

/** POST /api/pairings/claim: 404 once the code is over. With `paired` comes the session's cookie. */
export const claimPairingSchema = z.object({
  secret: z.string().max(64),
  /** The language that was chosen on the screen; its account has it from then on. */
  locale: localeSchema,
});
export const claimedPairingSchema = z.object({ state: z.enum(['waiting', 'paired']) });

/** Another system that uses the API with a key. */
export const integrationSchema = z.object({
  ...unattendedFields,
  role: z.enum(roles).nullable(),
  /** It may do these at most; null: whatever its role allows. */
  narrowedTo: z.array(z.enum(actions)).nullable(),
  expiresMs: z.number().nullable(),
});
export type Integration = z.infer<typeof integrationSchema>;
export const integrationPageSchema = page(integrationSchema);

/** POST /api/integrations */
export const createIntegrationSchema = z.object({
  name: personNameSchema,
  orgUnitId: orgUnitIdSchema,
  role: z.enum(roles),
  narrowedTo: z.array(z.enum(actions)).min(1).max(actions.length).nullable(),
  expiresMs: z.number().int().positive().nullable(),
});
export type CreateIntegration = z.infer<typeof createIntegrationSchema>;

/** The key is shown this once; the server keeps its hash only. */
export const createdIntegrationSchema = z.object({ id: userIdSchema, key: z.string() });
export type CreatedIntegration = z.infer<typeof createdIntegrationSchema>;

/** The name of a system that sends signals; it signs with a key of its own. */
export const sourceNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

export const ingestSourceSchema = z.object({
  name: z.string(),
  enabled: z.boolean(),
  createdMs: z.number(),
});
export type IngestSource = z.infer<typeof ingestSourceSchema>;

/** GET /api/sources. Sources send for the whole tree, so only who administers its root sees any. */
export const sourceListSchema = z.object({ items: z.array(ingestSourceSchema) });

/** POST /api/sources */
export const createSourceSchema = z.object({ name: sourceNameSchema });
/** The key is shown this once; the server keeps it sealed. */
export const sourceKeySchema = z.object({ key: z.string() });
