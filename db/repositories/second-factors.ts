import { and, count, eq, isNull, lt, or } from 'drizzle-orm';
import type { AuditAction, AuditDetail } from '#core/contracts';
import { type EpochMs, fail, ok, type Result, type SessionId, type UserId } from '#core/kit';
import { appendAudit, type NewAuditEntry } from '../audit/index.ts';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { recoveryCodes, sessions, users } from '../schema/index.ts';
import type { OwnChange } from './changes.ts';
import { revoke } from './session-changes.ts';
import type { SignInAccount } from './sign-in-accounts.ts';

/** A second factor whose first code was shown, so that it is known to work. */
export interface Enrolment {
  readonly account: SignInAccount;
  /** The session it was enrolled in; all others of the account end. */
  readonly sessionId: SessionId;
  /** TOTP secret, sealed under the account's id. */
  readonly sealedSecret: Uint8Array;
  /** The time step of that first code, which is not good again. */
  readonly step: number;
  readonly codeHashes: readonly Uint8Array[];
}

/**
 * Gives an account a second factor, or another in place of the one it has, with new recovery codes.
 * @returns `changed_meanwhile` when it has another than when it was read
 */
export async function enrolSecondFactor(
  db: Database,
  { account, sessionId, sealedSecret, step, codeHashes }: Enrolment,
  change: OwnChange,
): Promise<Result<void, 'changed_meanwhile'>> {
  return db.transaction(async (tx) => {
    const { id: userId, secondFactor } = account;
    const before = secondFactor?.confirmedMs ?? null;
    const enrolled = await tx
      .update(users)
      .set({ totpSecret: sealedSecret, totpConfirmedMs: change.nowMs, totpLastStep: step })
      .where(
        and(
          eq(users.id, userId),
          before === null ? isNull(users.totpConfirmedMs) : eq(users.totpConfirmedMs, before),
        ),
      )
      .returning({ id: users.id });
    if (enrolled.length === 0) return fail('changed_meanwhile');
    await replaceCodes(tx, userId, codeHashes);
    await tx.update(sessions).set({ secondFactorMs: change.nowMs }).where(eq(sessions.id, sessionId));
    const ended = await revoke(tx, { userIds: [userId], except: sessionId }, change);
    await appendEntries(tx, ended.entries);
    const detail = { replaced: before !== null };
    await appendAudit(tx, [audited(account, 'second_factor.enrolled', change, detail), ...ended.rows]);
    return ok(undefined);
  });
}

/**
 * Uses a TOTP code: of several uses of one step, or of an older one, at the same time too, one succeeds
 * (RFC 6238, 5.2).
 */
export async function takeTotpStep(db: Queryable, userId: UserId, step: number): Promise<boolean> {
  const taken = await db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, userId), or(isNull(users.totpLastStep), lt(users.totpLastStep, step))))
    .returning({ id: users.id });
  return taken.length > 0;
}

/** Uses a recovery code, once. */
export async function takeRecoveryCode(
  db: Database,
  account: SignInAccount,
  codeHash: Uint8Array,
  change: OwnChange,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const taken = await tx
      .update(recoveryCodes)
      .set({ usedMs: change.nowMs })
      .where(
        and(
          eq(recoveryCodes.userId, account.id),
          eq(recoveryCodes.codeHash, codeHash),
          isNull(recoveryCodes.usedMs),
        ),
      )
      .returning({ userId: recoveryCodes.userId });
    if (taken.length > 0) await appendAudit(tx, [audited(account, 'recovery_code.used', change)]);
    return taken.length > 0;
  });
}

/** How many recovery codes of an account are left. */
export async function countRecoveryCodes(db: Queryable, userId: UserId): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedMs)));
  return row?.left ?? 0;
}

/** Makes all recovery codes of an account void but these. */
export async function renewRecoveryCodes(
  db: Database,
  account: SignInAccount,
  codeHashes: readonly Uint8Array[],
  change: OwnChange,
): Promise<void> {
  await db.transaction(async (tx) => {
    await replaceCodes(tx, account.id, codeHashes);
    await appendAudit(tx, [audited(account, 'recovery_codes.renewed', change)]);
  });
}

/**
 * Takes an account's second factor away, with its recovery codes; live sessions are told of through the journal, since
 * they may owe another from now on. For the account's owner, and for an administrator when a telephone was lost.
 */
export async function removeSecondFactor(
  db: Database,
  account: SignInAccount,
  change: OwnChange,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { id: userId, orgPath } = account;
    await tx
      .update(users)
      .set({ totpSecret: null, totpConfirmedMs: null, totpLastStep: null })
      .where(eq(users.id, userId));
    await replaceCodes(tx, userId, []);
    await tx
      .update(sessions)
      .set({ secondFactorMs: null })
      .where(and(eq(sessions.userId, userId), isNull(sessions.issuer)));
    const { actor, nowMs: atMs } = change;
    const payload = { userIds: [userId] };
    await appendEntries(tx, [{ type: 'access.changed', orgPath, subject: userId, actor, atMs, payload }]);
    await appendAudit(tx, [audited(account, 'second_factor.removed', change)]);
  });
}

async function replaceCodes(tx: Transaction, userId: UserId, codeHashes: readonly Uint8Array[]) {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  if (codeHashes.length === 0) return;
  await tx.insert(recoveryCodes).values(codeHashes.map((codeHash) => ({ userId, codeHash })));
}

function audited(
  { id: subject, orgPath }: SignInAccount,
  action: AuditAction,
  { actor, actorName, address, nowMs: atMs }: { readonly nowMs: EpochMs } & OwnChange,
  detail: AuditDetail = {},
): NewAuditEntry {
  return { action, subject, orgPath, actor, actorName, address, atMs, detail };
}
