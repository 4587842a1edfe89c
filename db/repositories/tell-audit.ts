import { appendAudit, type NewAuditEntry } from '../audit/index.ts';
import type { Database, Transaction } from '../database/index.ts';
import type { AuditedChange, Change, OwnChange } from './changes.ts';

/** What a change did, to what, and where. */
export type Audited = Pick<NewAuditEntry, 'action' | 'subject' | 'orgPath' | 'detail'>;

/**
 * Tells the audit log of what somebody did; what the system does by itself is in the journal alone. Last in its
 * transaction, see `appendAudit`.
 */
export async function tellAudit(
  tx: Transaction,
  change: Change | AuditedChange,
  done: readonly Audited[],
): Promise<void> {
  if ('actorName' in change)
    await appendAudit(
      tx,
      done.map((each) => toEntry(change, each)),
    );
}

/** The same for what leaves no trace in the database, such as moving a camera. */
export async function recordAudit(db: Database, by: OwnChange, done: Audited): Promise<void> {
  await db.transaction((tx) => appendAudit(tx, [toEntry(by, done)]));
}

function toEntry({ actor, actorName, address, nowMs }: OwnChange, done: Audited): NewAuditEntry {
  return { ...done, atMs: nowMs, actor, actorName, address };
}
