import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Role } from '#core/access';
import type { Locale, OrgUnitId, SessionId, SquadId, UserId } from '#core/kit';
import { bytesColumn, epochMsColumn } from './columns.ts';
import { orgUnits } from './org-units.ts';
import { squads } from './squads.ts';

export const users = pgTable('users', {
  id: text().$type<UserId>().primaryKey(),
  username: text().notNull().unique(),
  /** argon2id, in its own encoded form with parameters and salt. */
  passwordHash: text('password_hash').notNull(),
  displayNameZh: text('display_name_zh').notNull(),
  displayNameEn: text('display_name_en').notNull(),
  locale: text().$type<Locale>().notNull(),
  createdMs: epochMsColumn('created_ms').notNull(),
  /** Set when the user may no longer sign in; live sessions end with it. */
  disabledMs: epochMsColumn('disabled_ms'),
  /** The squad whose handheld signs in with this account. */
  squadId: text('squad_id')
    .$type<SquadId>()
    .references(() => squads.id),
});

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

export const sessions = pgTable(
  'sessions',
  {
    id: text().$type<SessionId>().primaryKey(),
    userId: text('user_id')
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    /** SHA-256 of the token: reading this table does not let anyone in. */
    tokenHash: bytesColumn('token_hash').notNull().unique(),
    createdMs: epochMsColumn('created_ms').notNull(),
    lastSeenMs: epochMsColumn('last_seen_ms').notNull(),
    /** Over when unused this long. */
    idleTimeoutMs: epochMsColumn('idle_timeout_ms').notNull(),
    /** Over then, used or not. */
    expiresMs: epochMsColumn('expires_ms').notNull(),
    revokedMs: epochMsColumn('revoked_ms'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);
