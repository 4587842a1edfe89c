import { and, eq, sql } from 'drizzle-orm';
import type {
  AuditAction,
  AuditDetail,
  ChangeMemberships,
  ChangePerson,
  CreatePerson,
} from '#core/contracts';
import { type EpochMs, fail, ok, type Result, type UserId } from '#core/kit';
import { type Database, insertRows, type Queryable, type Transaction } from '../../database/index.ts';
import { memberships, recoveryCodes, users } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { createUser } from '../users.ts';
import { type Account, findAccount } from './account.ts';
import { changingAccounts, endSessionsOf, tellOfAccounts, writeAccounts } from './changing-accounts.ts';
import {
  administeredRoots,
  grantKey,
  grantText,
  holdsMore,
  regrant,
  unitsInUse,
  wouldLeaveRootAlone,
} from './grants.ts';
import type { AccountRefusal } from './refusal.ts';

type Changed = Result<void, AccountRefusal>;

/** A person's account as it is made; what opens it is a one-time password. */
interface NewPerson extends CreatePerson {
  readonly id: UserId;
  readonly passwordHash: string;
}

/** Makes an account with its roles, within the scope. */
export function createPerson(db: Database, person: NewPerson, by: AuditedChange): Promise<Changed> {
  return changingAccounts(db, async (tx) => {
    const { memberships: wanted, ...fields } = person;
    const orgPath = (await unitsInUse(tx, by.scope, [person.orgUnitId])).get(person.orgUnitId);
    if (orgPath === undefined) return fail({ code: 'unknown_unit' });
    const roles = await regrant(tx, { kind: 'person', held: [] }, wanted, by.scope);
    if (!roles.ok) return roles;
    if (await isTaken(tx, person.username)) return fail({ code: 'username_taken' });
    const { granted } = roles.value;
    const created = await createUser(tx, {
      ...{ ...fields, passwordIsOneTime: true, nowMs: by.nowMs },
      memberships: granted.map(({ role, orgUnitId }) => ({ role, orgUnitId })),
    });
    if (!created.ok) return fail({ code: 'username_taken' });
    const detail = { username: person.username, roles: granted.map(grantText), ...until(person.expiresMs) };
    await tellOfAccounts(tx, [{ id: person.id, orgPath, action: 'account.created', detail }], by);
    return ok(undefined);
  });
}

/** User names are one and the same in any case: two that differ in it alone would be mistaken for each other. */
async function isTaken(tx: Queryable, username: string): Promise<boolean> {
  const [taken] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${username})`)
    .limit(1);
  return taken !== undefined;
}

/** Changes names, home unit, language and last day. */
export function changePerson(
  db: Database,
  id: UserId,
  change: ChangePerson,
  by: AuditedChange,
): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.version !== change.version) return fail({ code: 'changed_meanwhile' });
    const { displayName, locale, orgUnitId, expiresMs } = change;
    const isOtherDay = expiresMs !== account.expiresMs;
    const isOtherUnit = orgUnitId !== account.orgUnitId;
    const refused = await refusalOfMove(tx, account, { isOtherDay, isOtherUnit, expiresMs }, by);
    if (refused !== null) return fail(refused);
    const orgPath = isOtherUnit
      ? (await unitsInUse(tx, by.scope, [orgUnitId])).get(orgUnitId)
      : account.orgPath;
    if (orgPath === undefined) return fail({ code: 'unknown_unit' });
    const place = { orgUnitId, orgPath };
    const names = { displayNameZh: displayName.zh, displayNameEn: displayName.en };
    await writeAccounts(tx, [id], { ...names, locale, ...place, expiresMs });
    // What it had open when its time ran out does not come back with more time.
    const isOver = account.expiresMs !== null && account.expiresMs <= by.nowMs;
    if (isOtherDay && isOver) await endSessionsOf(tx, { id, orgPath }, by);
    const detail = {
      ...{ username: account.username, nameZh: displayName.zh, nameEn: displayName.en },
      ...(isOtherUnit && { from: account.orgPath }),
      ...(isOtherDay && until(expiresMs)),
    };
    const told = { id, orgPath, action: 'account.changed', detail } as const;
    await tellOfAccounts(tx, [told], by, isOtherDay || isOtherUnit);
    return ok(undefined);
  });
}

async function refusalOfMove(
  tx: Queryable,
  account: Account,
  change: { readonly isOtherDay: boolean; readonly isOtherUnit: boolean; readonly expiresMs: EpochMs | null },
  by: AuditedChange,
): Promise<AccountRefusal | null> {
  if (!change.isOtherDay && !change.isOtherUnit) return null;
  if (account.id === by.actor) return { code: 'own_account' };
  if (!change.isOtherDay) return null;
  if (holdsMore(account, by.scope)) return { code: 'holds_more' };
  if (change.expiresMs === null) return null;
  const isAlone = await wouldLeaveRootAlone(tx, account, administeredRoots(account));
  return isAlone ? { code: 'last_administrator' } : null;
}

/** Grants and withdraws roles, so that within the scope the account holds these and no others. */
export function changeMemberships(
  db: Database,
  id: UserId,
  change: ChangeMemberships,
  by: AuditedChange,
): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.id === by.actor) return fail({ code: 'own_account' });
    if (account.version !== change.version) return fail({ code: 'changed_meanwhile' });
    const roles = await regrant(tx, account, change.memberships, by.scope);
    if (!roles.ok) return roles;
    const { granted, withdrawn } = roles.value;
    if (granted.length + withdrawn.length === 0) return ok(undefined);
    const lost = new Set(withdrawn.map(grantKey));
    const rest = account.held.filter((each) => !lost.has(grantKey(each)));
    const kept = new Set(administeredRoots({ ...account, held: rest }));
    const roots = administeredRoots(account).filter((root) => !kept.has(root));
    if (await wouldLeaveRootAlone(tx, account, roots)) return fail({ code: 'last_administrator' });
    for (const { role, orgUnitId } of withdrawn) {
      const isThis = and(eq(memberships.role, role), eq(memberships.orgUnitId, orgUnitId));
      await tx.delete(memberships).where(and(eq(memberships.userId, id), isThis));
    }
    await insertRows(
      tx,
      memberships,
      granted.map(({ role, orgUnitId }) => ({ userId: id, role, orgUnitId })),
    );
    await writeAccounts(tx, [id], {});
    const detail = {
      ...{ username: account.username },
      ...{ granted: granted.map(grantText), withdrawn: withdrawn.map(grantText) },
    };
    const { orgPath } = account;
    await tellOfAccounts(tx, [{ id, orgPath, action: 'account.roles_changed', detail }], by);
    return ok(undefined);
  });
}

/** Bars an account: its sessions end. Barring it again does nothing. */
export function disablePerson(db: Database, id: UserId, by: AuditedChange): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.id === by.actor) return fail({ code: 'own_account' });
    if (account.disabledMs !== null) return ok(undefined);
    if (await wouldLeaveRootAlone(tx, account, administeredRoots(account)))
      return fail({ code: 'last_administrator' });
    await writeAccounts(tx, [id], { disabledMs: by.nowMs });
    return closed(tx, account, 'account.disabled', by);
  });
}

/** Lets a barred account be used again; whoever has it signs in anew. */
export function enablePerson(db: Database, id: UserId, by: AuditedChange): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.disabledMs === null) return ok(undefined);
    if (holdsMore(account, by.scope)) return fail({ code: 'holds_more' });
    await writeAccounts(tx, [id], { disabledMs: null });
    return closed(tx, account, 'account.enabled', by);
  });
}

/** Puts a one-time password in place of the password; sessions end. */
export function resetPassword(
  db: Database,
  id: UserId,
  passwordHash: string,
  by: AuditedChange,
): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.id === by.actor) return fail({ code: 'own_account' });
    if (holdsMore(account, by.scope)) return fail({ code: 'holds_more' });
    const passwordChangedMs = by.nowMs;
    await writeAccounts(tx, [id], { passwordHash, passwordIsOneTime: true, passwordChangedMs });
    return closed(tx, account, 'account.password_reset', by);
  });
}

/** Takes the second factor away, with its recovery codes; sessions end. Without one nothing happens. */
export function resetSecondFactor(db: Database, id: UserId, by: AuditedChange): Promise<Changed> {
  return changing(db, id, by, async (tx, account) => {
    if (account.id === by.actor) return fail({ code: 'own_account' });
    if (holdsMore(account, by.scope)) return fail({ code: 'holds_more' });
    const [row] = await tx.select({ secret: users.totpSecret }).from(users).where(eq(users.id, id));
    if (row?.secret == null) return ok(undefined);
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, id));
    await writeAccounts(tx, [id], { totpSecret: null, totpConfirmedMs: null, totpLastStep: null });
    return closed(tx, account, 'second_factor.removed', by);
  });
}

/** Ends every session of an account; it may be opened again. */
export function endPersonSessions(db: Database, id: UserId, by: AuditedChange): Promise<Changed> {
  return changing(db, id, by, (tx, account) => closed(tx, account, 'session.ended', by));
}

/** Ends the sessions of an account and tells why. */
async function closed(
  tx: Transaction,
  { id, orgPath, username }: Account,
  action: AuditAction,
  by: AuditedChange,
): Promise<Changed> {
  const sessions = await endSessionsOf(tx, { id, orgPath }, by);
  const isNothing = action === 'session.ended' && sessions === 0;
  const told = isNothing ? [] : [{ id, orgPath, action, detail: { username, sessions } }];
  await tellOfAccounts(tx, told, by, action !== 'session.ended');
  return ok(undefined);
}

function changing(
  db: Database,
  id: UserId,
  by: AuditedChange,
  decide: (tx: Transaction, account: Account) => Promise<Changed>,
): Promise<Changed> {
  return changingAccounts(db, async (tx) => {
    const account = await findAccount(tx, by.scope, id, 'person');
    return account === null ? fail({ code: 'not_found' }) : decide(tx, account);
  });
}

function until(expiresMs: EpochMs | null): AuditDetail {
  return { expires: expiresMs === null ? null : new Date(expiresMs).toISOString() };
}
