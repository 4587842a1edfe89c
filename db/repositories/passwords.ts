import { and, eq } from 'drizzle-orm';
import { fail, ok, type Result, type SessionId } from '#core/kit';
import { appendAudit } from '../audit/index.ts';
import type { Database } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { users } from '../schema/index.ts';
import type { OwnChange } from './changes.ts';
import { revoke } from './session-changes.ts';
import type { SignInAccount } from './sign-in-accounts.ts';

/**
 * Sets the password its owner has chosen; all other sessions of the account end.
 * @param account as it was when the present password was checked
 * @returns `changed_meanwhile` when the present password is another by now
 */
export async function changeOwnPassword(
  db: Database,
  account: SignInAccount & { readonly passwordHash: string },
  { passwordHash, sessionId }: { readonly passwordHash: string; readonly sessionId: SessionId },
  change: OwnChange,
): Promise<Result<void, 'changed_meanwhile'>> {
  return db.transaction(async (tx) => {
    const { id: userId, orgPath } = account;
    const { actor, actorName, address, nowMs } = change;
    const changed = await tx
      .update(users)
      .set({ passwordHash, passwordChangedMs: nowMs, passwordIsOneTime: false })
      .where(and(eq(users.id, userId), eq(users.passwordHash, account.passwordHash)))
      .returning({ id: users.id });
    if (changed.length === 0) return fail('changed_meanwhile');
    const ended = await revoke(tx, { userIds: [userId], except: sessionId }, change);
    await appendEntries(tx, ended.entries);
    const happened = { actor, actorName, address, subject: userId, orgPath, atMs: nowMs };
    const detail = { wasOneTime: account.password.isOneTime };
    await appendAudit(tx, [{ ...happened, action: 'password.changed', detail }, ...ended.rows]);
    return ok(undefined);
  });
}
