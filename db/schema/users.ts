import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AccountKind, Action, Role } from '#core/access';
import type { Locale, OrgUnitId, SquadId, UserId } from '#core/kit';
import { bytesColumn, epochMsColumn, orgPathColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';
import { squads } from './squads.ts';

/** Accounts: people, paired screens, and other systems. */
export const users = pgTable(
  'users',
  {
    id: text().$type<UserId>().primaryKey(),
    kind: text().$type<AccountKind>().notNull().default('person'),
    username: text().notNull().unique(),
    /** argon2id, in its own encoded form with parameters and salt; null: no password opens this account. */
    passwordHash: text('password_hash'),
    passwordChangedMs: epochMsColumn('password_changed_ms'),
    /** The password is a one-time one: it opens a session that can only set another. */
    passwordIsOneTime: boolean('password_is_one_time').notNull().default(false),
    displayNameZh: text('display_name_zh').notNull(),
    displayNameEn: text('display_name_en').notNull(),
    locale: text().$type<Locale>().notNull(),
    /** The unit the account belongs to: whoever administers that unit administers the account. */
    orgUnitId: text('org_unit_id').$type<OrgUnitId>().notNull(),
    orgPath: orgPathColumn('org_path').notNull(),
    createdMs: epochMsColumn('created_ms').notNull(),
    /** Set when the account may no longer be used; live sessions end with it. */
    disabledMs: epochMsColumn('disabled_ms'),
    /** From then on it may not be used: accounts of contractors. */
    expiresMs: epochMsColumn('expires_ms'),
    lastSignInMs: epochMsColumn('last_sign_in_ms'),
    /** An integration may do these at most, whatever its roles allow. */
    narrowedTo: text('narrowed_to').array().$type<Action[]>(),
    /** TOTP secret (RFC 6238), sealed under the user's id. Counts from `totpConfirmedMs` on. */
    totpSecret: bytesColumn('totp_secret'),
    totpConfirmedMs: epochMsColumn('totp_confirmed_ms'),
    /** The time step of the newest code that was used: each is good once (RFC 6238, 5.2). */
    totpLastStep: bigint('totp_last_step', { mode: 'number' }),
    /** The squad whose handheld signs in with this account. */
    squadId: text('squad_id')
      .$type<SquadId>()
      .references(() => squads.id),
    /** Goes up with every change of an administrator; one who read an older one reads again. */
    version: bigint({ mode: 'number' }).notNull().default(1),
    searchText: text('search_text')
      .notNull()
      .generatedAlwaysAs(sql`lower(username || ' ' || display_name_zh || ' ' || display_name_en)`),
  },
  (table) => [
    foreignKey({
      name: 'users_org_unit',
      columns: [table.orgUnitId, table.orgPath],
      foreignColumns: [orgUnits.id, orgUnits.path],
    }).onUpdate('cascade'),
    index('users_org_path_gist').using('gist', table.orgPath),
    index('users_search_trgm').using('gin', table.searchText.op('gin_trgm_ops')),
    check('users_kind', sql`${table.kind} in ('person', 'display', 'integration')`),
    check('users_password', sql`${table.kind} = 'person' or ${table.passwordHash} is null`),
  ],
);

/** A role over one subtree. */
export const memberships = pgTable(
  'memberships',
  {
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    role: text().$type<Role>().notNull(),
    orgUnitId: text('org_unit_id')
      .$type<OrgUnitId>()
      .notNull()
      .references(() => orgUnits.id),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.role, table.orgUnitId] }),
    index('memberships_org_unit').on(table.orgUnitId),
  ],
);

/** Codes that stand in for a lost second factor, each once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    /** SHA-256: like tokens, codes are random and long enough not to be searched. */
    codeHash: bytesColumn('code_hash').notNull(),
    usedMs: epochMsColumn('used_ms'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** Who a user is at an identity provider (OpenID Connect Core 1.0, 5.7: `iss` and `sub` together). */
export const identities = pgTable(
  'identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    linkedMs: epochMsColumn('linked_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    uniqueIndex('identities_user').on(table.userId, table.issuer),
  ],
);
