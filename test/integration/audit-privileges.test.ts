import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit, auditGuard } from '#db/audit';
import { closeDatabase, connectDatabase } from '#db/database';
import { countyPath } from '#test/county-rows';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { quietLog } from '#test/quiet-log';
import { prepareDatabase } from '../../server/composition/prepare-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.transaction((tx) =>
    appendAudit(tx, [
      {
        ...{ atMs: 1, action: 'camera.ptz', actor: 'usr_a', actorName: 'a', address: '10.1.2.3' },
        ...{ subject: 'cam_a', orgPath: countyPath, detail: {} },
      },
    ]),
  );
});
afterAll(() => database.close());

/** What a program that has got hold of a role's connection would try. */
const attempts = (table: string) => [
  `update ${table} set actor = 'nobody'`,
  `delete from ${table}`,
  `truncate ${table}`,
  `alter table ${table} disable trigger all`,
  `alter table ${table} drop column actor`,
  `drop trigger ${table}_append_only on ${table}`,
  `create or replace function ${table}_is_append_only() returns trigger language plpgsql as 'begin return old; end'`,
  `create trigger forge before insert on ${table} for each row execute function journal_wake()`,
  `create rule forge as on insert to ${table} do instead nothing`,
  `drop table ${table}`,
  `create table ${table}_copy as select 1 as seq`,
];

describe('S17: the database user of the roles', () => {
  it.each([...attempts('audit_log'), ...attempts('journal')])('may not: %s', async (statement) => {
    await expect(database.db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it.each([
    'set role beaconwall',
    'set session authorization beaconwall',
    'set session_replication_role = replica',
    'grant beaconwall to beaconwall_app',
    'grant update on audit_log to beaconwall_app',
    'alter role beaconwall_app superuser',
    "copy audit_log to program 'true'",
    'create extension dblink',
  ])('may not get round it: %s', async (statement) => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const notices: string[] = [];
      client.on('notice', ({ message }) => notices.push(String(message)));
      // A grant of what one does not hold is a warning in SQL, and does nothing.
      const refused = await client.query(statement).then(
        () => notices.some((notice) => notice.startsWith('no privileges were granted')),
        ({ code }) => code === '42501',
      );
      expect(refused).toBe(true);
    } finally {
      await client.end();
    }
  });

  it('is told apart from one that owns the tables', async () => {
    expect(await auditGuard(database.db)).toBe('privileges');
    const owner = connectDatabase({
      ...{ url: database.ownerUrl, poolMax: 1, applicationName: 'test', log: quietLog },
    });
    expect(await auditGuard(owner)).toBe('trigger');
    await closeDatabase(owner);
  });

  it('is made for a database of before, and keeps what it may when that is prepared again', async () => {
    const url = Object.assign(new URL(database.url), { username: 'upgraded', password: "it's:new@1" }).href;
    await prepareDatabase({ url, ownerUrl: database.ownerUrl });
    await prepareDatabase({ url, ownerUrl: database.ownerUrl });
    const upgraded = connectDatabase({ ...{ url, poolMax: 1, applicationName: 'test', log: quietLog } });
    try {
      expect((await upgraded.execute('select count(*)::int as n from audit_log')).rows).toEqual([{ n: 1 }]);
      await expect(upgraded.execute('delete from audit_log')).rejects.toMatchObject({
        cause: { message: 'permission denied for table audit_log' },
      });
    } finally {
      await closeDatabase(upgraded);
      await asOwner(database, 'drop owned by upgraded; drop role upgraded');
    }
  });
});
