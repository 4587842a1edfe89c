import { asc, eq, sql } from 'drizzle-orm';
import type { EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { memberships, orgUnits, users } from '../schema/index.ts';
import { findRootPath } from './org-units.ts';

export interface RefusedSignIn {
  /** As it was typed; may be nobody's, or nonsense. */
  readonly username: string;
  readonly address: string;
  readonly nowMs: EpochMs;
}

/** Journals `session.refused`, at the home of whoever has that name, else at the root of the tree. */
export async function recordRefusedSignIn(db: Queryable, refused: RefusedSignIn): Promise<void> {
  // PostgreSQL's JSON has neither NUL nor half a surrogate pair; what was typed may hold both.
  const username = refused.username.replaceAll('\0', '').toWellFormed();
  const orgPath = (await homeOf(db, username)) ?? (await findRootPath(db));
  if (orgPath === null) return; // nothing is set up yet, so there is no account to guess at
  const happened = { subject: username, actor: 'web', atMs: refused.nowMs };
  const payload = { username, address: refused.address };
  await appendEntries(db, [{ type: 'session.refused', orgPath, ...happened, payload }]);
}

async function homeOf(db: Queryable, username: string): Promise<OrgPath | null> {
  const [home] = await db
    .select({ path: orgUnits.path })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(orgUnits, eq(orgUnits.id, memberships.orgUnitId))
    .where(eq(users.username, username))
    .orderBy(sql`nlevel(${orgUnits.path})`, asc(orgUnits.path))
    .limit(1);
  return home?.path ?? null;
}
