import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Pending } from '#core/access';
import type { EpochMs, SessionId, UserId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import { appendAudit, type NewAuditEntry } from '../audit/index.ts';
import type { Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { sessions, users, withinScope } from '../schema/index.ts';
import type { OwnChange } from './changes.ts';
import { type Carrier, sessionLives } from './sessions.ts';

export interface NewSession {
  readonly id: SessionId;
  readonly userId: UserId;
  /** SHA-256 of the token; the token itself is known to the browser only. */
  readonly tokenHash: Uint8Array;
  readonly nowMs: EpochMs;
  /** Over when unused this long. */
  readonly idleTimeoutMs: number;
  /** Over then, used or not. */
  readonly expiresMs: EpochMs;
  /** Default: a cookie. */
  readonly carrier?: Carrier;
  /** Where it was opened from, and with which program. */
  readonly address?: string;
  readonly userAgent?: string;
  /** When the second factor was shown; default: it was not. */
  readonly secondFactorMs?: EpochMs | null;
  /** The identity provider that vouched for its user. */
  readonly issuer?: string | null;
  /** What is still owed; the session has not really started before that. Default: nothing. */
  readonly pending?: Pending | null;
}

/** Starts a session and, unless it still owes something, journals and audits `session.started`. */
export async function createSession(db: Queryable, session: NewSession): Promise<void> {
  await db.transaction((tx) => insertSession(tx, session));
}

/**
 * Puts a session that knows more of its user in place of one that knew less, under another id and token: whoever has
 * planted the first has nothing of the second.
 * @returns whether the first was still there
 */
export async function replaceSession(tx: Transaction, old: SessionId, session: NewSession): Promise<boolean> {
  const replaced = await tx
    .update(sessions)
    .set({ revokedMs: session.nowMs })
    .where(and(eq(sessions.id, old), isNull(sessions.revokedMs)))
    .returning({ id: sessions.id });
  if (replaced.length > 0) await insertSession(tx, session);
  return replaced.length > 0;
}

async function insertSession(tx: Transaction, session: NewSession): Promise<void> {
  const { nowMs, pending = null, ...row } = session;
  const { id: sessionId, userId, address = '' } = session;
  await tx.insert(sessions).values({ ...row, createdMs: nowMs, lastSeenMs: nowMs });
  if (pending !== null) return;
  const [user] = await tx
    .update(users)
    .set({ lastSignInMs: nowMs })
    .where(eq(users.id, userId))
    .returning({ username: users.username, orgPath: users.orgPath });
  if (user === undefined) throw new Error(`a session of nobody: ${userId}`);
  const { username, orgPath } = user;
  const happened = { orgPath, subject: sessionId, actor: userId, atMs: nowMs };
  await appendEntries(tx, [{ type: 'session.started', ...happened, payload: { sessionId, userId } }]);
  const detail = {
    secondFactor: session.secondFactorMs != null,
    issuer: session.issuer ?? null,
    userAgent: session.userAgent ?? '',
  };
  await appendAudit(tx, [{ ...happened, action: 'session.started', actorName: username, address, detail }]);
}

/** Which sessions: one, or all of some accounts; but one, and only of accounts within a scope. */
export type Which = (
  | { readonly sessionId: SessionId; readonly userIds?: readonly UserId[] }
  | { readonly sessionId?: SessionId; readonly userIds: readonly UserId[] }
) & { readonly except?: SessionId; readonly scope?: Scope };

/**
 * Ends live sessions in the caller's transaction, journals `session.ended` of each, and audits them; so this comes last
 * in a transaction.
 * @returns how many
 */
export async function endSessions(tx: Transaction, which: Which, change: OwnChange): Promise<number> {
  const { entries, rows } = await revoke(tx, which, change);
  await appendEntries(tx, entries);
  await appendAudit(tx, rows);
  return rows.length;
}

/**
 * Ends a session and journals `session.ended`. Ending it again does nothing.
 * @param actor the user id of who ended it, or a role of the system
 */
export async function revokeSession(
  db: Queryable,
  sessionId: SessionId,
  actor: string,
  nowMs: EpochMs,
  from: { readonly actorName: string; readonly address: string } = { actorName: actor, address: '' },
): Promise<void> {
  await db.transaction((tx) => endSessions(tx, { sessionId }, { actor, nowMs, ...from }));
}

/** Revokes, and says what is to be journaled and audited of it. For callers that audit more besides. */
export async function revoke(tx: Transaction, which: Which, { actor, actorName, address, nowMs }: OwnChange) {
  const ended: { id: SessionId; userId: UserId; orgPath: OrgPath }[] = await tx
    .update(sessions)
    .set({ revokedMs: nowMs })
    .from(users)
    .where(and(eq(users.id, sessions.userId), chosen(which), sessionLives(nowMs)))
    .returning({ id: sessions.id, userId: sessions.userId, orgPath: users.orgPath });
  const happened = ended.map(({ id, userId, orgPath }) => ({
    common: { orgPath, subject: id, actor, atMs: nowMs },
    userId,
    sessionId: id,
  }));
  return {
    entries: happened.map(({ common, userId, sessionId }) => ({
      ...common,
      type: 'session.ended' as const,
      payload: { sessionId, userId },
    })),
    rows: happened.map(
      ({ common, userId }): NewAuditEntry => ({
        ...common,
        ...{ action: 'session.ended', actorName, address, detail: { account: userId } },
      }),
    ),
  };
}

function chosen({ sessionId, userIds, except, scope }: Which) {
  return and(
    sessionId && eq(sessions.id, sessionId),
    userIds && inArray(sessions.userId, [...userIds]),
    except && ne(sessions.id, except),
    scope && withinScope(users.orgPath, scope),
  );
}

/** Whether there is, or was, such a session, of an account within the scope. */
export async function isSessionWithin(db: Queryable, which: Which): Promise<boolean> {
  const found = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(chosen(which))
    .limit(1);
  return found.length > 0;
}
