import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { AuditAction, AuditDetail } from '#core/contracts';
import type { UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { appendAudit } from '../../audit/index.ts';
import type { Database, Transaction } from '../../database/index.ts';
import { appendEntries } from '../../journal/index.ts';
import { sessions, users } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { deciding, LostRace } from '../deciding.ts';

/** Any number that no other user of advisory locks in this database takes: `USERS` on a telephone keypad. */
const ACCOUNTS_LOCK = 87377;

/**
 * Runs a change of accounts, one after the other: of two who would each take a role from the other's last companion,
 * the second sees what the first has done. Changes of accounts are rare, so nobody waits long.
 */
export function changingAccounts<Value>(
  db: Database,
  decide: (tx: Transaction) => Promise<Value>,
): Promise<Value> {
  return deciding(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ACCOUNTS_LOCK})`);
    try {
      return await decide(tx);
    } catch (error) {
      throw isMovedUnit(error) ? new LostRace() : error;
    }
  });
}

/** Whether the unit that an account is put into was moved since its path was read. */
function isMovedUnit(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'constraint' in cause && cause.constraint === 'users_org_unit';
}

/** What is told of one changed account. */
export interface AccountChange {
  readonly id: UserId;
  readonly orgPath: OrgPath;
  readonly action: AuditAction;
  readonly detail: AuditDetail;
}

/**
 * Tells journal and audit log of changed accounts of one unit each. Last in its transaction, see `appendAudit`.
 * @param isAccess whether what they may do, or whether they may be used, has changed; not just a name
 */
export async function tellOfAccounts(
  tx: Transaction,
  changes: readonly AccountChange[],
  by: AuditedChange,
  isAccess = true,
): Promise<void> {
  const { actor, actorName, address, nowMs: atMs } = by;
  if (isAccess) {
    const byPlace = Map.groupBy(changes, ({ orgPath }) => orgPath);
    const entries = [...byPlace].map(([orgPath, placed]) => {
      const userIds = placed.map(({ id }) => id);
      const [subject = ''] = userIds;
      return { type: 'access.changed' as const, orgPath, subject, actor, atMs, payload: { userIds } };
    });
    await appendEntries(tx, entries);
  }
  await appendAudit(
    tx,
    changes.map(({ id: subject, orgPath, action, detail }) => ({
      ...{ atMs, action, actor, actorName, address, subject, orgPath, detail },
    })),
  );
}

/** Ends every live session of accounts and journals each. @returns how many there were */
export async function endSessionsOf(
  tx: Transaction,
  { id, orgPath }: Pick<AccountChange, 'id' | 'orgPath'>,
  { actor, nowMs }: AuditedChange,
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedMs: nowMs })
    .where(and(eq(sessions.userId, id), isNull(sessions.revokedMs), gt(sessions.expiresMs, nowMs)))
    .returning({ sessionId: sessions.id });
  await appendEntries(
    tx,
    ended.map(({ sessionId }) => ({
      ...{ type: 'session.ended', orgPath, subject: sessionId, actor, atMs: nowMs },
      payload: { sessionId, userId: id },
    })),
  );
  return ended.length;
}

/** Writes new values of an account, which then is a newer version. */
export async function writeAccounts(
  tx: Transaction,
  ids: readonly UserId[],
  values: Partial<typeof users.$inferInsert>,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...values, version: sql`${users.version} + 1` })
    .where(inArray(users.id, [...ids]));
}
