import { and, eq } from 'drizzle-orm';
import type { AccountKind, Role } from '#core/access';
import type { EpochMs, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { Queryable } from '../../database/index.ts';
import { memberships, orgUnits, users, withinScope } from '../../schema/index.ts';

/** A role over one subtree, with where that is. */
export interface HeldRole {
  readonly role: Role;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
}

/** An account as it is before a change, with every role it holds, seen by the changer or not. */
export interface Account {
  readonly id: UserId;
  readonly kind: AccountKind;
  readonly username: string;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly disabledMs: EpochMs | null;
  readonly expiresMs: EpochMs | null;
  readonly version: number;
  readonly held: readonly HeldRole[];
}

/** @returns null when there is no such account of this kind within the scope */
export async function findAccount(
  db: Queryable,
  scope: Scope,
  id: UserId,
  kind: AccountKind,
): Promise<Account | null> {
  const [account] = await db
    .select({
      id: users.id,
      kind: users.kind,
      username: users.username,
      orgUnitId: users.orgUnitId,
      orgPath: users.orgPath,
      disabledMs: users.disabledMs,
      expiresMs: users.expiresMs,
      version: users.version,
    })
    .from(users)
    .where(and(eq(users.id, id), eq(users.kind, kind), withinScope(users.orgPath, scope)));
  return account === undefined ? null : { ...account, held: await rolesOf(db, id) };
}

async function rolesOf(db: Queryable, id: UserId): Promise<HeldRole[]> {
  return db
    .select({ role: memberships.role, orgUnitId: memberships.orgUnitId, orgPath: orgUnits.path })
    .from(memberships)
    .innerJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(eq(memberships.userId, id))
    .orderBy(orgUnits.path, memberships.role);
}
