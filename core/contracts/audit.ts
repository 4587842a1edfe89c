import { z } from 'zod';
import { orgPathSchema } from './ids.ts';

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
