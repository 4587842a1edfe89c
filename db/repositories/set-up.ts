import { sql } from 'drizzle-orm';
import { fail, ok, type Result } from '#core/kit';
import type { Database } from '../database/index.ts';
import { insertOrgUnits, type NewOrgUnit } from './org-units.ts';
import { countUsers, createUser, type NewUser } from './users.ts';

/** Any number that no other user of advisory locks in this database takes: `SETUP` on a telephone keypad. */
const SET_UP_LOCK = 73887;

/** The least an installation needs before anyone can sign in. */
export interface SetUp {
  readonly root: NewOrgUnit;
  readonly administrator: NewUser;
}

/** Makes the first org unit and the first user, once: of several at the same time, one succeeds. */
export async function setUp(
  db: Database,
  { root, administrator }: SetUp,
): Promise<Result<void, 'done_before'>> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`);
    if ((await countUsers(tx)) > 0) return fail('done_before');
    await insertOrgUnits(tx, [root]);
    await createUser(tx, administrator);
    return ok(undefined);
  });
}
