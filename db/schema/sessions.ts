import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { SessionId, UserId } from '#core/kit';
import { bytesColumn, epochMsColumn } from './columns.ts';
import { users } from './users.ts';

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
    /** Where its token travels. A browser's is good in a cookie only, an API key in a header only. */
    carrier: text().$type<'cookie' | 'bearer'>().notNull().default('cookie'),
    /** What opened it, for the list of sessions: where from, and which program. */
    address: text().notNull().default(''),
    userAgent: text('user_agent').notNull().default(''),
    /** When the second factor was shown; null: not yet, or none was asked for. */
    secondFactorMs: epochMsColumn('second_factor_ms'),
    /** The identity provider that vouched for its user; null: a password, a pairing code or a key of ours did. */
    issuer: text(),
    createdMs: epochMsColumn('created_ms').notNull(),
    lastSeenMs: epochMsColumn('last_seen_ms').notNull(),
    /** Over when unused this long. */
    idleTimeoutMs: epochMsColumn('idle_timeout_ms').notNull(),
    /** Over then, used or not. */
    expiresMs: epochMsColumn('expires_ms').notNull(),
    revokedMs: epochMsColumn('revoked_ms'),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    check('sessions_carrier', sql`${table.carrier} in ('cookie', 'bearer')`),
  ],
);

/**
 * Failed sign-ins in a row, per account and source, and per source alone (account ''). In the database, so that all
 * web nodes count as one and a restart forgets nothing.
 */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    /** In lower case, as it was typed: it may be nobody's. */
    account: text().notNull(),
    address: text().notNull(),
    failures: integer().notNull(),
    /** The count starts anew after that, and a lock is over. */
    untilMs: epochMsColumn('until_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.account, table.address] }),
    index('sign_in_failures_until').on(table.untilMs),
  ],
);

/** A screen that asks to be let in: it shows the code, and somebody who may enters it. */
export const pairings = pgTable(
  'pairings',
  {
    /** SHA-256 of what the screen alone knows. */
    secretHash: bytesColumn('secret_hash').primaryKey(),
    /** What it shows. Unique among those that wait. */
    code: text().notNull().unique(),
    address: text().notNull(),
    createdMs: epochMsColumn('created_ms').notNull(),
    expiresMs: epochMsColumn('expires_ms').notNull(),
    /** The account that was made for it; null while nobody has entered the code. */
    userId: text('user_id')
      .$type<UserId>()
      .references(() => users.id),
  },
  (table) => [index('pairings_expires').on(table.expiresMs)],
);
