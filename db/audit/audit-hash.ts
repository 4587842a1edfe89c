import { hash } from 'node:crypto';
import type { AuditDetail, AuditEntry } from '#core/contracts';

/** What the first row is chained to. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/**
 * The hash of a row: SHA-256 over the hash of the row before it and every field of this one, as one JSON array.
 * PostgreSQL keeps the keys of `detail` in an order of its own, so they are sorted here.
 *
 * This form begins with a number. Another form would begin with its name; a row then fits when it fits in any of them.
 */
export function auditHash(previous: Uint8Array, entry: AuditEntry): Uint8Array {
  const { seq, atMs, action, actor, actorName, address, subject, orgPath, detail } = entry;
  const fields = [seq, atMs, action, actor, actorName, address, subject, orgPath, sorted(detail)];
  const row = Buffer.from(JSON.stringify(fields));
  return hash('sha256', Buffer.concat([previous, row]), 'buffer');
}

function sorted(detail: AuditDetail): [string, unknown][] {
  return Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1));
}
