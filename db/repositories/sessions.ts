import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Membership, Pending, Principal } from '#core/access';
import type { EpochMs, SessionId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { memberships, orgUnits, sessions, users } from '../schema/index.ts';
import { findRootPath } from './org-units.ts';

export interface NewSession {
  readonly id: SessionId;
  readonly userId: UserId;
  /** SHA-256 of the token; the token itself is known to the browser only. */
  readonly tokenHash: Uint8Array;
  /** Where its token travels. Default: in a cookie. */
  readonly carrier?: 'cookie' | 'bearer';
  /** What it was opened from. Default: not known. */
  readonly address?: string;
  readonly nowMs: EpochMs;
  /** Over when unused this long. */
  readonly idleTimeoutMs: number;
  /** Over then, used or not. */
  readonly expiresMs: EpochMs;
}

/** Starts a session and journals `session.started`. */
export async function createSession(db: Queryable, session: NewSession): Promise<void> {
  const { nowMs, ...row } = session;
  await db.transaction(async (tx) => {
    await tx.insert(sessions).values({ ...row, createdMs: nowMs, lastSeenMs: nowMs });
    await journalSession(tx, 'session.started', row, row.userId, nowMs);
  });
}

/**
 * Who a session token speaks for; null when the session is unknown, revoked, idle or expired, its token came another
 * way than it may, or the account is disabled or expired.
 */
export async function findPrincipal(
  db: Queryable,
  tokenHash: Uint8Array,
  nowMs: EpochMs,
  carrier: 'cookie' | 'bearer' = 'cookie',
): Promise<Principal | null> {
  const rows = await db
    .select({
      kind: users.kind,
      sessionId: sessions.id,
      userId: users.id,
      username: users.username,
      displayName: { zh: users.displayNameZh, en: users.displayNameEn },
      locale: users.locale,
      squadId: users.squadId,
      narrowedTo: users.narrowedTo,
      oneTimePassword: users.passwordIsOneTime,
      totpConfirmedMs: users.totpConfirmedMs,
      secondFactorMs: sessions.secondFactorMs,
      sessionEndsMs: sessions.expiresMs,
      accountEndsMs: users.expiresMs,
      role: memberships.role,
      orgUnit: { id: orgUnits.id, path: orgUnits.path, nameZh: orgUnits.nameZh, nameEn: orgUnits.nameEn },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        eq(sessions.carrier, carrier),
        isNull(sessions.revokedMs),
        isNull(users.disabledMs),
        or(isNull(users.expiresMs), gt(users.expiresMs, nowMs)),
        gt(sessions.expiresMs, nowMs),
        gt(sql`${sessions.lastSeenMs} + ${sessions.idleTimeoutMs}`, nowMs),
      ),
    )
    .orderBy(asc(orgUnits.path), asc(memberships.role));
  const [first] = rows;
  if (first === undefined) return null;
  const { kind, sessionId, userId, username, displayName, locale, squadId, narrowedTo } = first;
  return {
    ...{ kind, sessionId, userId, username, displayName, locale, squadId, narrowedTo },
    memberships: rows.flatMap(({ role, orgUnit }) => toMembership(role, orgUnit)),
    pending: pendingOf(first),
    readMs: nowMs,
    endsMs: Math.min(first.sessionEndsMs, first.accountEndsMs ?? Number.POSITIVE_INFINITY),
  };
}

/** The second factor comes first: whoever has only stolen a one-time password may not set another. */
function pendingOf(session: {
  readonly totpConfirmedMs: EpochMs | null;
  readonly secondFactorMs: EpochMs | null;
  readonly oneTimePassword: boolean;
}): Pending | null {
  if (session.totpConfirmedMs !== null && session.secondFactorMs === null) return 'second_factor';
  return session.oneTimePassword ? 'new_password' : null;
}

function toMembership(
  role: Membership['role'] | null,
  unit: { id: Membership['orgUnitId']; path: OrgPath; nameZh: string; nameEn: string } | null,
): Membership[] {
  if (role === null || unit === null) return [];
  return [{ role, orgUnitId: unit.id, orgPath: unit.path, orgName: { zh: unit.nameZh, en: unit.nameEn } }];
}

/** How exact "last seen" is; a session is written at most this often however many requests it makes. */
const TOUCH_EVERY_MS = 60_000;

/** Notes that a session is in use. Cheap to call on every request. */
export async function touchSession(db: Queryable, sessionId: SessionId, nowMs: EpochMs): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenMs: nowMs })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenMs, nowMs - TOUCH_EVERY_MS)));
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
): Promise<void> {
  await db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(sessions)
      .set({ revokedMs: nowMs })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedMs)))
      .returning({ id: sessions.id, userId: sessions.userId });
    if (revoked !== undefined) await journalSession(tx, 'session.ended', revoked, actor, nowMs);
  });
}

async function journalSession(
  tx: Transaction,
  type: 'session.started' | 'session.ended',
  session: { readonly id: SessionId; readonly userId: UserId },
  actor: string,
  atMs: EpochMs,
): Promise<void> {
  const { id: sessionId, userId } = session;
  const orgPath = await homePath(tx, userId);
  await appendEntries(tx, [
    { type, orgPath, subject: sessionId, actor, atMs, payload: { sessionId, userId } },
  ]);
}

/** Where what a user does to itself is journaled: its highest org unit, else the root. */
async function homePath(tx: Transaction, userId: UserId): Promise<OrgPath> {
  const [home] = await tx
    .select({ path: orgUnits.path })
    .from(memberships)
    .innerJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(eq(memberships.userId, userId))
    .orderBy(sql`nlevel(${orgUnits.path})`, asc(orgUnits.path))
    .limit(1);
  // No org unit at all: a label of its own, which lies in nobody's scope but the system's.
  return home?.path ?? (await findRootPath(tx)) ?? ('unplaced' as OrgPath);
}
