import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import { roleRefusal } from '#core/access';
import type { Grant } from '#core/contracts';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import { inScope, type OrgPath, type Scope } from '#core/org';
import type { Queryable } from '../../database/index.ts';
import { memberships, orgUnits, users, withinScope } from '../../schema/index.ts';
import type { Account, HeldRole } from './account.ts';
import type { AccountRefusal } from './refusal.ts';

/** The paths of those of these units that are within the scope and not dissolved. */
export async function unitsInUse(
  db: Queryable,
  scope: Scope,
  ids: readonly OrgUnitId[],
): Promise<ReadonlyMap<OrgUnitId, OrgPath>> {
  const units = await db
    .select({ id: orgUnits.id, path: orgUnits.path })
    .from(orgUnits)
    .where(
      and(
        inArray(orgUnits.id, [...new Set(ids)]),
        isNull(orgUnits.closedMs),
        withinScope(orgUnits.path, scope),
      ),
    );
  return new Map(units.map(({ id, path }) => [id, path]));
}

/** A role in one unit, to compare by. */
export const grantKey = ({ role, orgUnitId }: Grant): string => `${role} ${orgUnitId}`;

/** As the audit log writes it. */
export const grantText = ({ role, orgPath }: HeldRole): string => `${role} ${orgPath}`;

/** Each role over each unit once. */
function distinct(grants: readonly Grant[]): Grant[] {
  return [...new Map(grants.map((grant) => [grantKey(grant), grant])).values()];
}

/** What an account would hold, and what that changes. */
export interface RegrantedRoles {
  readonly granted: readonly HeldRole[];
  readonly withdrawn: readonly HeldRole[];
}

/**
 * Decides what becomes of an account's roles when somebody wants it to hold these: only what lies within the scope is
 * granted or withdrawn, and the rest, which the changer may not even see, stays and is judged along.
 */
export async function regrant(
  db: Queryable,
  account: Pick<Account, 'kind' | 'held'>,
  wanted: readonly Grant[],
  scope: Scope,
): Promise<Result<RegrantedRoles, AccountRefusal>> {
  const held = new Map(account.held.map((each) => [grantKey(each), each]));
  const asked = distinct(wanted);
  const added = asked.filter((grant) => !held.has(grantKey(grant)));
  const units = await unitsInUse(
    db,
    scope,
    added.map(({ orgUnitId }) => orgUnitId),
  );
  const granted = added.flatMap((grant) => {
    const orgPath = units.get(grant.orgUnitId);
    return orgPath === undefined ? [] : [{ ...grant, orgPath }];
  });
  if (granted.length < added.length) return fail({ code: 'unknown_unit' });
  const keeps = new Set(asked.map(grantKey));
  const isWithdrawn = (each: HeldRole) => inScope(scope, each.orgPath) && !keeps.has(grantKey(each));
  const withdrawn = account.held.filter(isWithdrawn);
  const kept = account.held.filter((each) => !isWithdrawn(each));
  const why = roleRefusal(
    account.kind,
    [...kept, ...granted].map(({ role }) => role),
  );
  return why === null ? ok({ granted, withdrawn }) : fail({ code: 'role_refused', why });
}

/** Whether an account holds any role where the changer administers nothing. */
export function holdsMore({ held }: Pick<Account, 'held'>, scope: Scope): boolean {
  return held.some(({ orgPath }) => !inScope(scope, orgPath));
}

/** A root that an account administers for good: as one that is not barred and has no last day. */
export function administeredRoots({ kind, disabledMs, expiresMs, held }: Account): OrgUnitId[] {
  if (kind !== 'person' || disabledMs !== null || expiresMs !== null) return [];
  return held
    .filter(({ role, orgPath }) => role === 'administrator' && !orgPath.includes('.'))
    .map(({ orgUnitId }) => orgUnitId);
}

/** Whether one of these roots would have no administrator for good without this account. */
export async function wouldLeaveRootAlone(
  db: Queryable,
  account: Account,
  roots: readonly OrgUnitId[],
): Promise<boolean> {
  if (roots.length === 0) return false;
  const others = await db
    .selectDistinct({ root: memberships.orgUnitId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.role, 'administrator'),
        inArray(memberships.orgUnitId, [...roots]),
        eq(users.kind, 'person'),
        isNull(users.disabledMs),
        isNull(users.expiresMs),
        ne(users.id, account.id),
      ),
    );
  return new Set(others.map(({ root }) => root)).size < new Set(roots).size;
}
