import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/index.ts';

/**
 * What keeps the database user of this connection from changing the audit log: that it has no such privilege, or only
 * a trigger, which it could drop, and the chain, in which that would be seen.
 */
export type AuditGuard = 'privileges' | 'trigger';

/** Asks the database, whatever the settings say. */
export async function auditGuard(db: Queryable): Promise<AuditGuard> {
  const { rows } = await db.execute(sql`
    select has_table_privilege('audit_log', 'update, delete, truncate, trigger')
      or pg_has_role(relowner, 'member')
      or exists (select from pg_roles where rolname = current_user and rolsuper) as could
    from pg_class where oid = 'audit_log'::regclass`);
  return rows[0]?.could === false ? 'privileges' : 'trigger';
}
