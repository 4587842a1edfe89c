import { and, eq, type SQL } from 'drizzle-orm';
import type { AccountKind, PasswordState, Role } from '#core/access';
import type { EpochMs, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { identities, memberships, users } from '../schema/index.ts';

/** What signing in needs to know of an account. Hash and sealed secret never leave the server. */
export interface SignInAccount {
  readonly id: UserId;
  readonly kind: AccountKind;
  readonly username: string;
  /** Null: no password opens it. */
  readonly passwordHash: string | null;
  readonly password: PasswordState;
  readonly disabled: boolean;
  readonly expiresMs: EpochMs | null;
  readonly roles: readonly Role[];
  readonly orgPath: OrgPath;
  readonly secondFactor: SecondFactor | null;
}

export interface SecondFactor {
  /** TOTP secret, sealed under the account's id. */
  readonly sealedSecret: Uint8Array;
  readonly confirmedMs: EpochMs;
  /** The time step of the newest code that was used. */
  readonly lastStep: number | null;
}

/** Finds an account by the exact name. */
export async function findUserByUsername(db: Queryable, username: string): Promise<SignInAccount | null> {
  if (username.includes('\0')) return null; // PostgreSQL would refuse the query
  return findAccount(db, eq(users.username, username));
}

/** Finds the account of somebody who has been let in. */
export async function findSignInAccount(db: Queryable, userId: UserId): Promise<SignInAccount | null> {
  return findAccount(db, eq(users.id, userId));
}

/** Finds the account that is linked to somebody at an identity provider. */
export async function findAccountOfIdentity(
  db: Queryable,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<SignInAccount | null> {
  const [identity] = await db
    .select({ userId: identities.userId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return identity === undefined ? null : findSignInAccount(db, identity.userId);
}

async function findAccount(db: Queryable, which: SQL): Promise<SignInAccount | null> {
  const rows = await db
    .select({ user: users, role: memberships.role })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .where(which);
  const [first] = rows;
  if (first === undefined) return null;
  const { user } = first;
  return {
    id: user.id,
    kind: user.kind,
    username: user.username,
    passwordHash: user.passwordHash,
    password: { isOneTime: user.passwordIsOneTime, changedMs: user.passwordChangedMs },
    disabled: user.disabledMs !== null,
    expiresMs: user.expiresMs,
    roles: [...new Set(rows.flatMap(({ role }) => role ?? []))],
    orgPath: user.orgPath,
    secondFactor: secondFactorOf(user),
  };
}

function secondFactorOf(user: typeof users.$inferSelect): SecondFactor | null {
  const { totpSecret, totpConfirmedMs, totpLastStep } = user;
  if (totpSecret === null || totpConfirmedMs === null) return null;
  return { sealedSecret: totpSecret, confirmedMs: totpConfirmedMs, lastStep: totpLastStep };
}
