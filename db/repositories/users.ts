import { count, eq } from 'drizzle-orm';
import type { Role } from '#core/access';
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
import type { Queryable } from '../database/index.ts';
import { memberships, users } from '../schema/index.ts';

export interface NewUser {
  readonly id: UserId;
  readonly username: string;
  /** argon2id in its encoded form. */
  readonly passwordHash: string;
  readonly displayName: LocalizedText;
  readonly locale: Locale;
  readonly memberships: readonly { readonly role: Role; readonly orgUnitId: OrgUnitId }[];
  /** The squad whose handheld this account is for. */
  readonly squadId?: SquadId;
  readonly nowMs: EpochMs;
}

/** What signing in needs to know. The hash never leaves the server. */
export interface UserCredentials {
  readonly id: UserId;
  readonly username: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** Makes a user with its memberships. */
export async function createUser(db: Queryable, user: NewUser): Promise<Result<void, 'username_taken'>> {
  return db.transaction(async (tx) => {
    const created = await tx
      .insert(users)
      .values({
        id: user.id,
        username: user.username,
        passwordHash: user.passwordHash,
        displayNameZh: user.displayName.zh,
        displayNameEn: user.displayName.en,
        locale: user.locale,
        createdMs: user.nowMs,
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

/** Finds a user by the exact name. */
export async function findUserByUsername(db: Queryable, username: string): Promise<UserCredentials | null> {
  if (username.includes('\0')) return null; // PostgreSQL would refuse the query
  const [row] = await db.select().from(users).where(eq(users.username, username));
  if (row === undefined) return null;
  return {
    id: row.id,
    username: row.username,
    passwordHash: row.passwordHash,
    disabled: row.disabledMs !== null,
  };
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
