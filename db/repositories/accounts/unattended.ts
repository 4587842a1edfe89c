import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { AccountKind } from '#core/access';
import type { AuditAction, Integration, UnattendedQuery } from '#core/contracts';
import {
  type EpochMs,
  fail,
  type LocalizedText,
  type OrgUnitId,
  ok,
  type Result,
  type UserId,
} from '#core/kit';
import type { Scope } from '#core/org';
import type { Database, Queryable } from '../../database/index.ts';
import { memberships, orgUnits, sessions, users, withinScope } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { findAccount } from './account.ts';
import { changingAccounts, endSessionsOf, tellOfAccounts, writeAccounts } from './changing-accounts.ts';
import type { AccountRefusal } from './refusal.ts';

/** An account that no person signs in with: a screen, another system. */
type Unattended = Integration;

interface Listed {
  readonly items: Unattended[];
  readonly nextCursor: string | null;
}

/** The screens or integrations of the scope, the newest first. */
export async function listUnattended(
  db: Queryable,
  scope: Scope,
  kind: Exclude<AccountKind, 'person'>,
  { cursor, limit }: UnattendedQuery,
  nowMs: EpochMs,
): Promise<Listed> {
  const rows = await db
    .select({
      id: users.id,
      name: { zh: users.displayNameZh, en: users.displayNameEn },
      orgUnitId: users.orgUnitId,
      orgPath: users.orgPath,
      orgName: { zh: orgUnits.nameZh, en: orgUnits.nameEn },
      role: memberships.role,
      narrowedTo: users.narrowedTo,
      createdMs: users.createdMs,
      expiresMs: users.expiresMs,
      disabledMs: users.disabledMs,
      lastSeenMs: lastSeen,
    })
    .from(users)
    .innerJoin(orgUnits, eq(orgUnits.id, users.orgUnitId))
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .where(and(eq(users.kind, kind), withinScope(users.orgPath, scope), isAfter(cursor)))
    .orderBy(desc(users.createdMs), desc(users.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ disabledMs, ...row }) => ({
    ...row,
    state: stateOf(disabledMs, row.expiresMs, nowMs),
  }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : `${last.createdMs} ${last.id}` };
}

/** When any session of it was last used; a key that never was has seen nothing since 1970. */
const lastSeen = sql<number | null>`(select max(${sessions.lastSeenMs}) from ${sessions}
  where ${sessions.userId} = ${users.id} and ${sessions.lastSeenMs} > 0)`.mapWith((value: unknown) =>
  value === null ? null : Number(value),
);

function isAfter(cursor: string | undefined): SQL | undefined {
  const [, ms, id] = /^(\d{1,15}) (\w{1,60})$/.exec(cursor ?? '') ?? [];
  return ms === undefined ? undefined : sql`(${users.createdMs}, ${users.id}) < (${Number(ms)}, ${id})`;
}

function stateOf(disabledMs: EpochMs | null, expiresMs: EpochMs | null, nowMs: EpochMs): Unattended['state'] {
  if (disabledMs !== null) return 'withdrawn';
  return expiresMs !== null && expiresMs <= nowMs ? 'expired' : 'active';
}

/** Ends an account that no person signs in with, for good. Done again it does nothing. */
export function withdrawUnattended(
  db: Database,
  id: UserId,
  kind: Exclude<AccountKind, 'person'>,
  by: AuditedChange,
): Promise<Result<void, AccountRefusal>> {
  return changingAccounts(db, async (tx) => {
    const account = await findAccount(tx, by.scope, id, kind);
    if (account === null) return fail({ code: 'not_found' });
    if (account.disabledMs !== null) return ok(undefined);
    const { orgPath, username } = account;
    await writeAccounts(tx, [id], { disabledMs: by.nowMs });
    await endSessionsOf(tx, { id, orgPath }, by);
    const action: AuditAction = kind === 'display' ? 'display.withdrawn' : 'integration.revoked';
    await tellOfAccounts(tx, [{ id, orgPath, action, detail: { username } }], by);
    return ok(undefined);
  });
}

/** An account that no person signs in with, as it is made. */
export interface NewUnattended {
  readonly id: UserId;
  readonly name: LocalizedText;
  readonly orgUnitId: OrgUnitId;
}

/** What such an account is called where people have a user name: the end of its id, which is as good as unique. */
export const unattendedName = (kind: AccountKind, id: UserId): string => `${kind}-${id.slice(-8)}`;
