import { and, eq, isNull } from 'drizzle-orm';
import { fail, ok, type Result, type UserId } from '#core/kit';
import { appendAudit } from '../audit/index.ts';
import type { Database, Queryable } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { identities, users } from '../schema/index.ts';
import type { OwnChange } from './changes.ts';
import type { SignInAccount } from './sign-in-accounts.ts';

/** Somebody at an identity provider: what it calls itself, and what it calls them for ever. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Links an account to somebody at an identity provider, for good: an account has one there at most, and they have one
 * account here.
 * @returns `taken` when either has another already, or the account has a password by now
 */
export async function linkIdentity(
  db: Database,
  account: SignInAccount,
  identity: Identity,
  { actor, actorName, address, nowMs }: OwnChange,
): Promise<Result<void, 'taken'>> {
  return db.transaction(async (tx) => {
    const { id: userId, orgPath } = account;
    const open = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.passwordHash)))
      .for('share');
    if (open.length === 0) return fail('taken');
    const linked = await tx
      .insert(identities)
      .values({ ...identity, userId, linkedMs: nowMs })
      .onConflictDoNothing()
      .returning({ userId: identities.userId });
    if (linked.length === 0) return fail('taken');
    const happened = { orgPath, subject: userId, actor, atMs: nowMs };
    await appendEntries(tx, [{ type: 'access.changed', ...happened, payload: { userIds: [userId] } }]);
    await appendAudit(tx, [
      { ...happened, action: 'identity.linked', actorName, address, detail: { issuer: identity.issuer } },
    ]);
    return ok(undefined);
  });
}

/** The identity providers that know an account. */
export async function listIssuers(db: Queryable, userId: UserId): Promise<string[]> {
  const rows = await db
    .select({ issuer: identities.issuer })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(identities.issuer);
  return rows.map(({ issuer }) => issuer);
}
