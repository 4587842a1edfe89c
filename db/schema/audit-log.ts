import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { AuditAction, AuditDetail } from '#core/contracts';
import { bytesColumn, epochMsColumn, orgPathColumn } from './columns.ts';

/**
 * Who did or looked at what, from where. Append-only, and chained: each row's hash covers the row and the hash before
 * it, so that a row which was changed, put in or taken out is found and named.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    /** 1, 2, 3 … without a hole. */
    seq: bigint({ mode: 'number' }).primaryKey(),
    atMs: epochMsColumn('at_ms').notNull(),
    action: text().$type<AuditAction>().notNull(),
    /** An account id, or a role of the system, or what was typed as a user name. */
    actor: text().notNull(),
    /** What the actor was called then. */
    actorName: text('actor_name').notNull(),
    /** The network address it came from; empty for what the system does. */
    address: text().notNull(),
    /** The id of what it was done to. */
    subject: text().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    detail: jsonb().$type<AuditDetail>().notNull(),
    /** SHA-256 over the hash of the row before and this row. */
    hash: bytesColumn().notNull(),
  },
  (table) => [
    index('audit_log_at').on(table.atMs),
    index('audit_log_actor').on(table.actor, table.seq),
    index('audit_log_subject').on(table.subject, table.seq),
    index('audit_log_action').on(table.action, table.seq),
    index('audit_log_org_path_gist').using('gist', table.orgPath),
  ],
);
