import { z } from 'zod';
import { localizedTextSchema } from '#core/kit';
import { orgPathSchema, orgUnitIdSchema } from './ids.ts';

export const auditActions = [
  'session.started',
  'session.refused',
  'session.locked_out',
  'session.ended',
  'second_factor.enrolled',
  'second_factor.removed',
  'recovery_code.used',
  'recovery_codes.renewed',
  'identity.linked',
  'password.changed',
  'account.created',
  'account.changed',
  'account.roles_changed',
  'account.disabled',
  'account.enabled',
  'account.password_reset',
  'account.imported',
  'display.paired',
  'display.withdrawn',
  'integration.created',
  'integration.revoked',
  'source.created',
  'source.disabled',
  'source.enabled',
  'source.key_rotated',
  'org.created',
  'org.changed',
  'org.moved',
  'org.closed',
  'org.reopened',
  'org.imported',
  'camera.registered',
  'camera.imported',
  'camera.inspected',
  'camera.ptz',
  'viewing.started',
  'viewing.ended',
  'viewing.lost',
  'alert.handled',
  'squad.dispatched',
  'audit.read',
  'audit.exported',
  'audit.purged',
] as const;
/** Everything that is audited. */
export type AuditAction = (typeof auditActions)[number];

/** What there is to know besides who, what, where and when. Never a secret. */
export const auditDetailSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
export type AuditDetail = z.infer<typeof auditDetailSchema>;

/** The detail of `audit.purged`: the last row that was taken out, and its hash, from which the chain goes on. */
export const auditPurgeSchema = z.object({
  throughSeq: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** One row of the audit log, as its readers get it. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  atMs: z.number().int(),
  action: z.enum(auditActions),
  actor: z.string(),
  actorName: z.string(),
  address: z.string(),
  subject: z.string(),
  orgPath: orgPathSchema,
  detail: auditDetailSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A row with what its subject is called now, where that is a camera, an account or a unit. */
export const auditItemSchema = auditEntrySchema.extend({ subjectName: localizedTextSchema.nullable() });
export type AuditItem = z.infer<typeof auditItemSchema>;

export const auditGroups = ['sign_in', 'accounts', 'org', 'cameras', 'viewing', 'alerts', 'audit'] as const;
/** What auditors look for, some actions each. */
export type AuditGroup = (typeof auditGroups)[number];

/** The group of an action: by what stands before its dot. */
const groupOfPrefix: Readonly<Record<string, AuditGroup>> = {
  ...{ session: 'sign_in', second_factor: 'sign_in', recovery_code: 'sign_in', recovery_codes: 'sign_in' },
  ...{ identity: 'sign_in', password: 'sign_in' },
  ...{ account: 'accounts', display: 'accounts', integration: 'accounts', source: 'accounts' },
  ...{ org: 'org', camera: 'cameras', viewing: 'viewing', alert: 'alerts', squad: 'alerts', audit: 'audit' },
};

export function auditGroupOf(action: AuditAction): AuditGroup {
  const [prefix = ''] = action.split('.');
  return groupOfPrefix[prefix] ?? 'audit';
}

/** What the audit log is narrowed to. Days and times are the reader's own, as milliseconds. */
const auditFilterFields = {
  fromMs: z.coerce.number().int().min(0).optional(),
  untilMs: z.coerce.number().int().min(0).optional(),
  group: z.enum(auditGroups).optional(),
  action: z.enum(auditActions).optional(),
  /** A user name, as it was then, or an account id. */
  actor: z.string().trim().min(1).max(64).optional(),
  /** An id, a user name, or a camera's code or a part of its name. */
  subject: z.string().trim().min(1).max(64).optional(),
  address: z.string().trim().min(1).max(64).optional(),
  /** What happened in this unit and below. */
  orgUnitId: orgUnitIdSchema.optional(),
};
export const auditFilterSchema = z.object(auditFilterFields);
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** GET /api/audit query */
export const auditQuerySchema = z.object({
  ...auditFilterFields,
  /** The number of the oldest row of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditGuards = ['privileges', 'trigger'] as const;
/** GET /api/audit */
export const auditPageSchema = z.object({
  /** The newest first. */
  items: z.array(auditItemSchema),
  nextCursor: z.number().int().nullable(),
  /** `trigger`: the program's own database user could change the log, and only the chain would show it. */
  guard: z.enum(auditGuards),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** More is not exported at once: a file of which a spreadsheet can show every row. */
export const AUDIT_EXPORT_ROWS_MAX = 100_000;

/** POST /api/audit/verify: the newest rows, as far as a request has time for. */
export const auditVerificationSchema = z.object({
  rows: z.number().int(),
  /** The oldest and the newest row that fit; null: none did. */
  firstSeq: z.number().int().nullable(),
  lastSeq: z.number().int().nullable(),
  /** Of the newest, to note down. In hex. */
  hash: z.string().nullable(),
  /** What is wrong with which row; null: nothing. */
  broken: z
    .object({
      kind: z.enum(['missing', 'changed', 'hash_changed', 'inserted', 'exchanged']),
      seq: z.number().int(),
    })
    .nullable(),
  atMs: z.number(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
