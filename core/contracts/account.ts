import { z } from 'zod';
import { securityProfiles } from '#core/access';
import { meSchema } from './http.ts';
import { sessionIdSchema } from './ids.ts';

const passwordSchema = z.string().min(1).max(256);
/** A code of an authenticator app, or a recovery code; people write them in many ways. */
const codeSchema = z.string().trim().min(1).max(64);

/** GET /api/sign-in: what the sign-in page offers. */
export const signInOptionsSchema = z.object({
  /** What the button of the identity provider says; null: there is none. */
  provider: z.object({ label: z.string() }).nullable(),
  /** Which rules new passwords must keep. */
  profile: z.enum(securityProfiles),
});
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

/** POST /api/session/second-factor. */
export const secondFactorSchema = z.object({ code: codeSchema });

/** What is shown again before anybody changes how they sign in: as much of it as the account has. */
export const proofSchema = z.object({ password: passwordSchema.optional(), code: codeSchema.optional() });
export type Proof = z.infer<typeof proofSchema>;

/** POST /api/me/second-factor/offer: a secret that is enrolled when a code of it comes back. */
export const enrolmentSchema = z.object({
  /** Base32, for whoever cannot scan. */
  secret: z.string(),
  /** What the QR code says: an `otpauth` URI. */
  uri: z.string(),
  /** The secret again, sealed; to be sent back. */
  offer: z.string(),
  /** The password is to be shown with the code. */
  needsPassword: z.boolean(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** POST /api/me/second-factor. */
export const enrolRequestSchema = z.object({
  offer: z.string().max(1024),
  code: codeSchema,
  proof: proofSchema.optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** Shown once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const enrolledSchema = recoveryCodesSchema.extend({ me: meSchema });
export type Enrolled = z.infer<typeof enrolledSchema>;

/** PUT /api/me/password. */
export const changePasswordSchema = z.object({ present: passwordSchema, next: passwordSchema });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** GET /api/me: how somebody signs in. */
export const accountSchema = z.object({
  /** Null: no password opens the account. */
  password: z.object({ changedMs: z.number().nullable() }).nullable(),
  secondFactor: z.object({ enrolledMs: z.number(), recoveryCodesLeft: z.number().int() }).nullable(),
  /** A role of theirs may not be without one. */
  needsSecondFactor: z.boolean(),
  /** The identity providers that know them. */
  issuers: z.array(z.string()),
  expiresMs: z.number().nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const sessionSchema = z.object({
  id: sessionIdSchema,
  /** The one that asks. */
  isOwn: z.boolean(),
  carrier: z.enum(['cookie', 'bearer']),
  address: z.string(),
  userAgent: z.string(),
  createdMs: z.number(),
  lastSeenMs: z.number(),
  expiresMs: z.number(),
  hasSecondFactor: z.boolean(),
  /** The identity provider that vouched for them; null: their password, a pairing or a key did. */
  issuer: z.string().nullable(),
});
export type SessionEntry = z.infer<typeof sessionSchema>;

/** Live sessions, those used last first, a hundred at most. */
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) });
