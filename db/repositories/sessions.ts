import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import {
  type Membership,
  type Principal,
  pendingOf,
  type SignInPolicy,
  sessionLimits,
  standardPolicy,
} from '#core/access';
import type { EpochMs, SessionId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { memberships, orgUnits, sessions, users } from '../schema/index.ts';

/** Where a token travels: a browser's in a cookie, an API key in a header. */
export type Carrier = 'cookie' | 'bearer';

/**
 * Who a session token speaks for; null when the session is unknown, revoked, idle or expired, its token came another
 * way than it may, or the account is disabled or expired.
 * @param policy what the session may still owe; the server's own, wherever a request is answered
 */
export async function findPrincipal(
  db: Queryable,
  tokenHash: Uint8Array,
  nowMs: EpochMs,
  carrier: Carrier = 'cookie',
  policy: SignInPolicy = standardPolicy,
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
      passwordIsOneTime: users.passwordIsOneTime,
      passwordChangedMs: users.passwordChangedMs,
      totpConfirmedMs: users.totpConfirmedMs,
      secondFactorMs: sessions.secondFactorMs,
      createdMs: sessions.createdMs,
      lastSeenMs: sessions.lastSeenMs,
      sessionEndsMs: sessions.expiresMs,
      accountEndsMs: users.expiresMs,
      issuer: sessions.issuer,
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
        sessionLives(nowMs),
        isNull(users.disabledMs),
        or(isNull(users.expiresMs), gt(users.expiresMs, nowMs)),
      ),
    )
    .orderBy(asc(orgUnits.path), asc(memberships.role));
  const [first] = rows;
  if (first === undefined) return null;
  const { kind, sessionId, userId, username, displayName, locale, squadId, narrowedTo } = first;
  const held = rows.flatMap(({ role, orgUnit }) => toMembership(role, orgUnit));
  const { unusedMs, inAnyCaseMs } = endsByRoles(first, held, policy);
  if (nowMs >= unusedMs || nowMs >= inAnyCaseMs) return null;
  return {
    ...{ kind, sessionId, userId, username, displayName, locale, squadId, narrowedTo },
    memberships: held,
    pending: pendingOf(factsOf(first, held), policy, nowMs),
    readMs: nowMs,
    endsMs: Math.min(first.sessionEndsMs, inAnyCaseMs, first.accountEndsMs ?? Number.POSITIVE_INFINITY),
  };
}

/**
 * When a session is over by its account's roles of today: who was given the right to change rights, or whose installation
 * became stricter, has the limits that go with it from now on, not from the next sign-in. Only people's sessions have
 * limits by role.
 */
function endsByRoles(
  session: {
    readonly kind: Principal['kind'];
    readonly createdMs: EpochMs;
    readonly lastSeenMs: EpochMs;
  },
  held: readonly Membership[],
  { profile }: SignInPolicy,
): { readonly unusedMs: EpochMs; readonly inAnyCaseMs: EpochMs } {
  const { kind, createdMs, lastSeenMs } = session;
  if (kind !== 'person') return { unusedMs: Number.POSITIVE_INFINITY, inAnyCaseMs: Number.POSITIVE_INFINITY };
  const { idleMs, absoluteMs } = sessionLimits(
    held.map(({ role }) => role),
    profile,
    null,
  );
  return { unusedMs: lastSeenMs + idleMs, inAnyCaseMs: createdMs + absoluteMs };
}

/** A session that is neither revoked nor run out. */
export function sessionLives(nowMs: EpochMs) {
  return and(
    isNull(sessions.revokedMs),
    gt(sessions.expiresMs, nowMs),
    gt(sql`${sessions.lastSeenMs} + ${sessions.idleTimeoutMs}`, nowMs),
  );
}

function factsOf(
  row: {
    readonly kind: Principal['kind'];
    readonly totpConfirmedMs: EpochMs | null;
    readonly secondFactorMs: EpochMs | null;
    readonly issuer: string | null;
    readonly passwordIsOneTime: boolean;
    readonly passwordChangedMs: EpochMs | null;
  },
  held: readonly Membership[],
) {
  return {
    kind: row.kind,
    roles: held.map(({ role }) => role),
    isEnrolled: row.totpConfirmedMs !== null,
    wasShown: row.secondFactorMs !== null,
    password:
      row.issuer === null ? { isOneTime: row.passwordIsOneTime, changedMs: row.passwordChangedMs } : null,
  };
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

/** A live session, as its owner and their administrator see it. */
export interface SessionRecord {
  readonly id: SessionId;
  readonly carrier: Carrier;
  readonly address: string;
  readonly userAgent: string;
  readonly createdMs: EpochMs;
  readonly lastSeenMs: EpochMs;
  readonly expiresMs: EpochMs;
  readonly secondFactorMs: EpochMs | null;
  readonly issuer: string | null;
}

/** More than anybody looks through; the newest come first. */
const SESSIONS_LISTED_MAX = 100;

/** The live sessions of an account, those used last first. */
export async function listSessions(db: Queryable, userId: UserId, nowMs: EpochMs): Promise<SessionRecord[]> {
  return db
    .select({
      id: sessions.id,
      carrier: sessions.carrier,
      address: sessions.address,
      userAgent: sessions.userAgent,
      createdMs: sessions.createdMs,
      lastSeenMs: sessions.lastSeenMs,
      expiresMs: sessions.expiresMs,
      secondFactorMs: sessions.secondFactorMs,
      issuer: sessions.issuer,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), sessionLives(nowMs)))
    .orderBy(sql`${sessions.lastSeenMs} desc`, asc(sessions.id))
    .limit(SESSIONS_LISTED_MAX);
}

/** How a session came to be; null when there is none. */
export async function findSessionOrigin(
  db: Queryable,
  sessionId: SessionId,
): Promise<Pick<SessionRecord, 'issuer' | 'secondFactorMs'> | null> {
  const [origin] = await db
    .select({ issuer: sessions.issuer, secondFactorMs: sessions.secondFactorMs })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return origin ?? null;
}
