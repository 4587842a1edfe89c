import { desc, sql } from 'drizzle-orm';
import type { AuditDetail, AuditEntry } from '#core/contracts';
import { insertRows, type Transaction } from '../database/index.ts';
import { auditLog } from '../schema/index.ts';
import { auditHash, CHAIN_START } from './audit-hash.ts';

/** Any number that no other user of advisory locks in this database takes: `AUDIT` on a telephone keypad. */
const AUDIT_LOCK = 28348;

/** A row before it has its place in the chain. */
export type NewAuditEntry = Omit<AuditEntry, 'seq'>;

/**
 * Appends rows in the caller's transaction, so that they commit with what they tell of or not at all. The chain has
 * one end, so writers take turns, each until it commits: do this last in a transaction, and many rows in one call.
 */
export async function appendAudit(tx: Transaction, entries: readonly NewAuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`);
  const [last] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.seq))
    .limit(1);
  let { seq, hash } = last ?? { seq: 0, hash: CHAIN_START };
  const rows = entries.map((entry) => {
    seq += 1;
    const row = { ...storable(entry), seq };
    hash = auditHash(hash, row);
    return { ...row, hash };
  });
  await insertRows(tx, auditLog, rows);
}

/** PostgreSQL's text and JSON hold neither NUL nor half a surrogate pair; what people typed may hold both. */
function storable(entry: NewAuditEntry): NewAuditEntry {
  const { actor, actorName, address, subject } = entry;
  return {
    ...entry,
    actor: storableText(actor),
    actorName: storableText(actorName),
    address: storableText(address),
    subject: storableText(subject),
    detail: storableDetail(entry.detail),
  };
}

function storableDetail(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      storableText(key),
      Array.isArray(value)
        ? value.map(storableText)
        : typeof value === 'string'
          ? storableText(value)
          : value,
    ]),
  );
}

function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
