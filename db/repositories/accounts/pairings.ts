import { and, count, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import { newPairingCode } from '#core/access';
import { type EpochMs, fail, type Locale, ok, type Result, type SessionId, type UserId } from '#core/kit';
import type { Database, Transaction } from '../../database/index.ts';
import { pairings, users } from '../../schema/index.ts';
import type { AuditedChange, RandomBytes } from '../changes.ts';
import { createSession } from '../session-changes.ts';
import { createUser } from '../users.ts';
import { changingAccounts, endSessionsOf, tellOfAccounts } from './changing-accounts.ts';
import { unitsInUse } from './grants.ts';
import { FOR_EVER_MS } from './integrations.ts';
import type { AccountRefusal } from './refusal.ts';
import { type NewUnattended, unattendedName } from './unattended.ts';

/** Any number that no other user of advisory locks in this database takes: `PAIRS` on a telephone keypad. */
const PAIRINGS_LOCK = 72477;

/** Long enough to walk from the hall to the desk. */
const PAIRING_MS = 10 * 60_000;
/** A hall behind one address has a few dozen screens; all of the county never wait at once. */
const WAITING_PER_ADDRESS_MAX = 32;
const WAITING_MAX = 512;
/** A screen that was switched off for a long holiday is still let in. */
const SCREEN_IDLE_MS = 90 * 24 * 3_600_000;

interface NewPairing {
  /** SHA-256 of what the screen alone knows. */
  readonly secretHash: Uint8Array;
  /** The same of a code that the screen no longer shows. */
  readonly replaces: Uint8Array | null;
  readonly address: string;
  readonly nowMs: EpochMs;
}

/** Gives a screen a code to show. Codes that are over are forgotten here. */
export function openPairing(
  db: Database,
  { secretHash, replaces, address, nowMs }: NewPairing,
  random: RandomBytes,
): Promise<Result<{ readonly code: string; readonly expiresMs: EpochMs }, 'too_many'>> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${PAIRINGS_LOCK})`);
    await tx.delete(pairings).where(lte(pairings.expiresMs, nowMs));
    if (replaces !== null)
      await tx.delete(pairings).where(and(eq(pairings.secretHash, replaces), isNull(pairings.userId)));
    const [waiting] = await tx
      .select({ all: count(), here: sql<number>`(count(*) filter (where address = ${address}))::int` })
      .from(pairings);
    if (waiting === undefined || waiting.all >= WAITING_MAX || waiting.here >= WAITING_PER_ADDRESS_MAX)
      return fail('too_many');
    const pairing = { code: newPairingCode(random), expiresMs: nowMs + PAIRING_MS };
    await tx.insert(pairings).values({ ...pairing, secretHash, address, createdMs: nowMs });
    return ok(pairing);
  });
}

/** Lets in the screen that shows a code: makes its account, which shows the cameras of a unit. Each code once. */
export function pairScreen(
  db: Database,
  code: string,
  { id, name, orgUnitId }: NewUnattended,
  by: AuditedChange,
): Promise<Result<void, AccountRefusal | { readonly code: 'unknown_code' }>> {
  return changingAccounts(db, async (tx) => {
    const orgPath = (await unitsInUse(tx, by.scope, [orgUnitId])).get(orgUnitId);
    if (orgPath === undefined) return fail({ code: 'unknown_unit' });
    const isWaiting = and(eq(pairings.code, code), isNull(pairings.userId), gt(pairings.expiresMs, by.nowMs));
    const [waiting] = await tx.select({ address: pairings.address }).from(pairings).where(isWaiting);
    if (waiting === undefined) return fail({ code: 'unknown_code' });
    const username = unattendedName('display', id);
    await createUser(tx, {
      ...{ id, kind: 'display', username, passwordHash: null, displayName: name, locale: 'zh' },
      ...{ memberships: [{ role: 'display', orgUnitId }], orgUnitId, nowMs: by.nowMs },
    });
    await tx.update(pairings).set({ userId: id }).where(isWaiting);
    const detail = { username, nameZh: name.zh, nameEn: name.en, screenAddress: waiting.address };
    await tellOfAccounts(tx, [{ id, orgPath, action: 'display.paired', detail }], by);
    return ok(undefined);
  });
}

/** What a screen asks with whether it was let in, and the session it gets if so. */
interface PairingClaim {
  readonly secretHash: Uint8Array;
  readonly sessionId: SessionId;
  readonly tokenHash: Uint8Array;
  /** The language that the screen shows. */
  readonly locale: Locale;
  readonly address: string;
  readonly nowMs: EpochMs;
}

/**
 * Gives a screen its session once somebody has entered its code. A screen that did not get the answer asks again, and
 * the session it never knew of ends.
 * @returns null when there is no such code any more
 */
export function claimPairing(db: Database, claim: PairingClaim): Promise<'waiting' | 'paired' | null> {
  return changingAccounts(db, async (tx) => {
    const { secretHash, sessionId: id, tokenHash, locale, address, nowMs } = claim;
    const pairing = await findPairing(tx, secretHash, nowMs);
    if (pairing === null || pairing.isWithdrawn) return null;
    const { userId, orgPath } = pairing;
    if (userId === null || orgPath === null) return 'waiting';
    const by = { actor: userId, actorName: '', address, scope: { paths: [] }, nowMs };
    await endSessionsOf(tx, { id: userId, orgPath }, by);
    await tx.update(users).set({ locale }).where(eq(users.id, userId));
    await createSession(tx, {
      ...{ id, userId, tokenHash, address, nowMs },
      ...{ idleTimeoutMs: SCREEN_IDLE_MS, expiresMs: FOR_EVER_MS },
    });
    return 'paired';
  });
}

async function findPairing(tx: Transaction, secretHash: Uint8Array, nowMs: EpochMs) {
  const [pairing] = await tx
    .select({
      userId: sql<UserId | null>`${pairings.userId}`,
      orgPath: users.orgPath,
      isWithdrawn: sql<boolean>`${users.disabledMs} is not null`,
    })
    .from(pairings)
    .leftJoin(users, eq(users.id, pairings.userId))
    .where(and(eq(pairings.secretHash, secretHash), gt(pairings.expiresMs, nowMs)));
  return pairing ?? null;
}
