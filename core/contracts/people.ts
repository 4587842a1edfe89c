import { z } from 'zod';
import { roles } from '#core/access';
import { localeSchema, localizedTextSchema } from '#core/kit';
import { orgPathSchema, orgUnitIdSchema, sessionIdSchema, userIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';

/** A name to sign in with: letters of any script, digits, and what mail addresses have. */
export const usernameSchema = z.string().regex(/^[\p{L}\p{N}._@-]{1,64}$/u);

export const personNameSchema = z.object({ zh: labelSchema(64), en: labelSchema(64) });

export const personStates = ['active', 'one_time_password', 'disabled', 'expired'] as const;
/**
 * Where somebody's account stands: in use; waiting for its owner to put a password in place of the one-time one; barred
 * by an administrator; or past its date.
 */
export type PersonState = (typeof personStates)[number];

export const grantSchema = z.object({ role: z.enum(roles), orgUnitId: orgUnitIdSchema });
/** A role over one subtree, as it is asked for. */
export type Grant = z.infer<typeof grantSchema>;

/** More roles than this nobody has on purpose. */
const grantsSchema = z.array(grantSchema).max(32);

export const membershipSchema = grantSchema.extend({ orgPath: orgPathSchema, orgName: localizedTextSchema });

export const personSchema = z.object({
  id: userIdSchema,
  username: z.string(),
  displayName: localizedTextSchema,
  locale: localeSchema,
  /** The unit the account belongs to: who administers that administers the account. */
  orgUnitId: orgUnitIdSchema,
  orgPath: orgPathSchema,
  orgName: localizedTextSchema,
  state: z.enum(personStates),
  /** Those that the reader may see. */
  memberships: z.array(membershipSchema),
  createdMs: z.number(),
  /** From then on it may not be used; null: no end. */
  expiresMs: z.number().nullable(),
  lastSignInMs: z.number().nullable(),
  hasSecondFactor: z.boolean(),
  version: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

export const personSorts = ['username', 'last_sign_in'] as const;

/** GET /api/people query. `last_sign_in` begins with those who were away longest. */
export const peopleQuerySchema = z.object({
  /** Matches user name and name, Chinese or English. */
  search: z.string().trim().min(1).max(64).optional(),
  /** Accounts of this unit and of all below it. */
  orgUnitId: orgUnitIdSchema.optional(),
  role: z.enum(roles).optional(),
  state: z.enum(personStates).optional(),
  sort: z.enum(personSorts).default('username'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

export const peoplePageSchema = z.object({
  items: z.array(personSchema),
  nextCursor: z.string().nullable(),
});
export type PeoplePage = z.infer<typeof peoplePageSchema>;

/** GET /api/people/{id} */
export const personDetailSchema = personSchema.extend({
  /** Whether the reader may change the account. */
  mayManage: z.boolean(),
  /** It holds roles where the reader may not administer: nothing that would open it can be done by them. */
  holdsMore: z.boolean(),
  /** Its live sessions, the newest use first; for whoever may change the account. */
  sessions: z.array(
    z.object({
      id: sessionIdSchema,
      address: z.string(),
      userAgent: z.string(),
      createdMs: z.number(),
      lastSeenMs: z.number(),
    }),
  ),
});
export type PersonDetail = z.infer<typeof personDetailSchema>;

const personFields = {
  displayName: personNameSchema,
  locale: localeSchema,
  orgUnitId: orgUnitIdSchema,
  expiresMs: z.number().int().positive().nullable(),
};

/** POST /api/people */
export const createPersonSchema = z.object({
  username: usernameSchema,
  ...personFields,
  memberships: grantsSchema,
});
export type CreatePerson = z.infer<typeof createPersonSchema>;

/** The password is shown this once, and opens nothing but the setting of another. */
export const createdPersonSchema = z.object({ id: userIdSchema, oneTimePassword: z.string() });
export type CreatedPerson = z.infer<typeof createdPersonSchema>;

export const oneTimePasswordSchema = z.object({ oneTimePassword: z.string() });

/** PUT /api/people/{id}; `version` as it was read. */
export const changePersonSchema = z.object({ ...personFields, version: z.number().int() });
export type ChangePerson = z.infer<typeof changePersonSchema>;

/** PUT /api/people/{id}/memberships: all that the account shall hold where the caller administers. */
export const changeMembershipsSchema = z.object({
  memberships: grantsSchema,
  version: z.number().int(),
});
export type ChangeMemberships = z.infer<typeof changeMembershipsSchema>;
