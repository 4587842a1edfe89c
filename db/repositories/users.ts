import { and, count, eq, sql } from 'drizzle-orm';
import type { AccountKind, Action, Role } from '#core/access';
import {
  type EpochMs,
  fail,
  type Locale,
  type LocalizedText,
  type OrgUnitId,
  ok,
  type Result,
  type SquadId,
  type UserId,
} from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { memberships, orgUnits, users, withinScope } from '../schema/index.ts';

export interface NewUser {
  readonly id: UserId;
  /** Default: a person. */
  readonly kind?: AccountKind;
  readonly username: string;
  /** argon2id in its encoded form; null: no password opens the account. */
  readonly passwordHash: string | null;
  /** The password only lets its owner set another. Default: not. */
  readonly passwordIsOneTime?: boolean;
  readonly displayName: LocalizedText;
  readonly locale: Locale;
  readonly memberships: readonly { readonly role: Role; readonly orgUnitId: OrgUnitId }[];
  /** The unit it belongs to. Default: that of the first membership, else the root. */
  readonly orgUnitId?: OrgUnitId;
  /** From then on it may not be used. */
  readonly expiresMs?: EpochMs | null;
  /** It may do these at most, whatever its roles allow. */
  readonly narrowedTo?: readonly Action[] | null;
  /** The squad whose handheld this account is for. */
  readonly squadId?: SquadId;
  readonly nowMs: EpochMs;
}

/** Makes a user with its memberships. */
export async function createUser(db: Queryable, user: NewUser): Promise<Result<void, 'username_taken'>> {
  return db.transaction(async (tx) => {
    const home = await homeUnit(tx, user.orgUnitId ?? user.memberships[0]?.orgUnitId);
    const created = await tx
      .insert(users)
      .values({
        id: user.id,
        kind: user.kind ?? 'person',
        username: user.username,
        passwordHash: user.passwordHash,
        passwordChangedMs: user.passwordHash === null ? null : user.nowMs,
        passwordIsOneTime: user.passwordIsOneTime ?? false,
        displayNameZh: user.displayName.zh,
        displayNameEn: user.displayName.en,
        locale: user.locale,
        ...home,
        createdMs: user.nowMs,
        expiresMs: user.expiresMs ?? null,
        narrowedTo: user.narrowedTo == null ? null : [...user.narrowedTo],
        squadId: user.squadId ?? null,
      })
      .onConflictDoNothing({ target: users.username })
      .returning({ id: users.id });
    if (created.length === 0) return fail('username_taken');
    const rows = user.memberships.map((membership) => ({ ...membership, userId: user.id }));
    if (rows.length > 0) await tx.insert(memberships).values(rows);
    return ok(undefined);
  });
}

/** @throws when there is no such unit, or none at all */
async function homeUnit(tx: Queryable, id: OrgUnitId | undefined) {
  const [home] = await tx
    .select({ orgUnitId: orgUnits.id, orgPath: orgUnits.path })
    .from(orgUnits)
    .where(id === undefined ? sql`${orgUnits.parentId} is null` : eq(orgUnits.id, id))
    .orderBy(orgUnits.path)
    .limit(1);
  if (home === undefined) throw new Error(`an account belongs to an unknown org unit: ${id ?? 'the root'}`);
  return home;
}

/** How many users there are; none means the installation was not set up yet. */
export async function countUsers(db: Queryable): Promise<number> {
  const [row] = await db.select({ users: count() }).from(users);
  return row?.users ?? 0;
}

/** Changes the language a user sees. */
export async function setLocale(db: Queryable, userId: UserId, locale: Locale): Promise<void> {
  await db.update(users).set({ locale }).where(eq(users.id, userId));
}

/** Bars a user from now on; sessions that live are refused from the next request on. */
export async function disableUser(db: Queryable, userId: UserId, nowMs: EpochMs): Promise<void> {
  await db.update(users).set({ disabledMs: nowMs }).where(eq(users.id, userId));
}

/** Whether there is such an account within the scope. */
export async function isAccountWithin(db: Queryable, userId: UserId, scope: Scope): Promise<boolean> {
  const found = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), withinScope(users.orgPath, scope)));
  return found.length > 0;
}
