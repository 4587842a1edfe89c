import { eq } from 'drizzle-orm';
import type { EpochMs, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { appendAudit, type NewAuditEntry } from '../audit/index.ts';
import type { Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { users } from '../schema/index.ts';
import { findRootPath } from './org-units.ts';

export interface RefusedSignIn {
  /** As it was typed; may be nobody's, or nonsense. */
  readonly username: string;
  readonly address: string;
  /** What was shown, and was wrong or not good any more. */
  readonly factor: 'password' | 'second_factor' | 'identity_provider';
  /** Until when no more is tried; null: more may be. */
  readonly lockedUntilMs: EpochMs | null;
  readonly nowMs: EpochMs;
}

/** As long as user names are; an identity provider may name somebody at any length. */
const USERNAME_CHARACTERS_MAX = 64;

/**
 * Journals and audits `session.refused`, and `session.locked_out` where it was one too many, at the home of whoever has
 * that name, else at the root of the tree.
 */
export async function recordRefusedSignIn(db: Queryable, refused: RefusedSignIn): Promise<void> {
  // PostgreSQL's JSON has neither NUL nor half a surrogate pair; what was typed may hold both.
  const username = refused.username.slice(0, USERNAME_CHARACTERS_MAX).replaceAll('\0', '').toWellFormed();
  await db.transaction(async (tx) => {
    const account = await accountOf(tx, username);
    const orgPath = account?.orgPath ?? (await findRootPath(tx));
    if (orgPath === null) return; // nothing is set up yet, so there is no account to guess at
    const { address, factor, lockedUntilMs: untilMs, nowMs: atMs } = refused;
    const happened = { subject: username, actor: 'web', atMs, orgPath };
    await appendEntries(tx, [{ type: 'session.refused', ...happened, payload: { username, address } }]);
    const audited = auditedAs({ username, address, subject: account?.id ?? '', orgPath, atMs });
    const rows: NewAuditEntry[] = [{ ...audited, action: 'session.refused', detail: { factor } }];
    if (untilMs !== null) {
      const payload = { username, address, untilMs };
      await appendEntries(tx, [{ type: 'session.locked_out', ...happened, payload }]);
      rows.push({ ...audited, action: 'session.locked_out', detail: { factor, untilMs } });
    }
    await appendAudit(tx, rows);
  });
}

/** Nobody has shown who they are: the actor is what was typed. */
function auditedAs(refused: {
  readonly username: string;
  readonly address: string;
  readonly subject: string;
  readonly orgPath: OrgPath;
  readonly atMs: EpochMs;
}): Omit<NewAuditEntry, 'action' | 'detail'> {
  const { username, ...rest } = refused;
  return { ...rest, actor: username, actorName: username };
}

async function accountOf(
  tx: Transaction,
  username: string,
): Promise<{ readonly id: UserId; readonly orgPath: OrgPath } | null> {
  const [account] = await tx
    .select({ id: users.id, orgPath: users.orgPath })
    .from(users)
    .where(eq(users.username, username));
  return account ?? null;
}
