import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit, describeChain, hex, type NewAuditEntry, purgeAudit, verifyChain } from '#db/audit';
import { closeDatabase, connectDatabase } from '#db/database';
import { countyPath, seedCounty } from '#test/county-rows';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { quietLog } from '#test/quiet-log';

const DAY_MS = 86_400_000;
const ROWS = 40;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  await append(...Array.from({ length: ROWS }, (_, at) => entry(at + 1)));
});
afterEach(() => database.close());

const entry = (number: number): NewAuditEntry => ({
  ...{ atMs: number * DAY_MS, action: 'camera.ptz', actor: 'usr_a', actorName: '王芳', address: '10.1.2.3' },
  ...{ subject: `cam_${number}`, orgPath: countyPath, detail: { zoom: number, b: true, axes: ['pan'] } },
});

const append = (...entries: NewAuditEntry[]) => database.db.transaction((tx) => appendAudit(tx, entries));

/** As somebody who owns the database and bypasses the trigger. */
const tamper = (...statements: string[]) =>
  asOwner(
    database,
    ['begin', 'set local session_replication_role = replica', ...statements, 'commit'].join(';'),
  );

/** Gives rows from `from` on numbers that are `by` higher; in two steps, for numbers are unique. */
const renumber = (from: number, by: number) => [
  `update audit_log set seq = -(seq + ${by}) where seq >= ${from}`,
  'update audit_log set seq = -seq where seq < 0',
];

const brokenBy = async (...statements: string[]) => {
  await tamper(...statements);
  const report = await verifyChain(database.db);
  expect(describeChain(report).join('\n')).toContain('BROKEN');
  return report.broken;
};

describe('S17: the chain of the audit log', () => {
  it('is whole as it is written, and names its first and newest row', async () => {
    const report = await verifyChain(database.db);
    expect(report).toMatchObject({ rows: ROWS, first: { seq: 1 }, last: { seq: ROWS }, broken: null });
    expect(describeChain(report).join('\n')).toMatch(/40 rows read.*The chain is whole.*[0-9a-f]{64}/s);
  });

  it.each([
    ["actor_name = '王芬'"],
    ["detail = jsonb_set(detail, '{zoom}', '8')"],
    ['detail = detail || \'{"c": null}\''],
    ["org_path = '330127.1'"],
    ['at_ms = at_ms + 1'],
    ["address = '10.1.2.4'"],
    ["subject = 'cam_8'"],
    ["action = 'camera.inspected'"],
  ])('names the row of which one value was changed: %s', async (change) => {
    expect(await brokenBy(`update audit_log set ${change} where seq = 7`)).toMatchObject({
      kind: 'changed',
      seq: 7,
    });
  });

  it('names a row of whose hash one bit was flipped', async () => {
    const flip = 'update audit_log set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) where seq = 9';
    expect(await brokenBy(flip)).toMatchObject({ kind: 'hash_changed', seq: 9 });
  });

  it('names rows that are gone', async () => {
    expect(await brokenBy('delete from audit_log where seq in (11, 12)')).toEqual({
      ...{ kind: 'missing', seq: 11, throughSeq: 12 },
    });
  });

  it('sees that a row is gone although the others were given new numbers', async () => {
    const gone = ['delete from audit_log where seq = 11', ...renumber(12, -1)];
    expect(await brokenBy(...gone)).toMatchObject({ seq: 11 });
  });

  it('names a row that was put in', async () => {
    const forged = `insert into audit_log select 13, at_ms, action, actor, actor_name, address, 'cam_x', org_path, detail, hash
      from audit_log where seq = 12`;
    expect(await brokenBy(...renumber(13, 1), forged)).toMatchObject({
      kind: 'inserted',
      seq: 13,
      row: { subject: 'cam_x' },
    });
  });

  it('names a row that was put in before the first', async () => {
    const forged = `insert into audit_log select 0, at_ms, action, actor, actor_name, address, subject, org_path, detail, hash
      from audit_log where seq = 1`;
    expect(await brokenBy(forged)).toMatchObject({ kind: 'inserted', seq: 0 });
  });

  it.each([
    [14, 15],
    [14, 20],
  ])('names rows %i and %i that changed places', async (one, other) => {
    const swap = [
      `update audit_log set seq = -1 where seq = ${one}`,
      `update audit_log set seq = ${one} where seq = ${other}`,
      `update audit_log set seq = ${other} where seq = -1`,
    ];
    expect(await brokenBy(...swap)).toMatchObject({ kind: 'exchanged', seq: one, with: other });
  });
});

describe('S17: the chain of the audit log, as it grows', () => {
  it('sees by a hash that was noted down that rows at its end are gone', async () => {
    const noted = (await verifyChain(database.db)).last?.hash ?? new Uint8Array();
    await append(entry(41));
    expect(await verifyChain(database.db, { expect: noted })).toMatchObject({ expectedFound: true });
    await tamper('delete from audit_log where seq >= 40');
    const report = await verifyChain(database.db, { expect: noted });
    expect(report).toMatchObject({ broken: null, expectedFound: false, last: { seq: 39 } });
    expect(describeChain(report).join('\n')).toContain('BROKEN');
  });

  it('can be followed over its newest rows alone', async () => {
    await tamper("update audit_log set actor = 'usr_b' where seq = 5");
    expect(await verifyChain(database.db, { newest: 30 })).toMatchObject({ rows: 30, broken: null });
    expect(await verifyChain(database.db, { newest: 36 })).toMatchObject({ broken: { seq: 5 } });
    expect(await verifyChain(database.db, { newest: 500 })).toMatchObject({ broken: { seq: 5 } });
  });

  it('can be followed while rows are added', async () => {
    const writers = Array.from({ length: 30 }, (_, at) => append(entry(100 + at)));
    const reports = await Promise.all([verifyChain(database.db), verifyChain(database.db)]);
    await Promise.all(writers);
    for (const { broken } of reports) expect(broken).toBeNull();
    expect(await verifyChain(database.db)).toMatchObject({ rows: ROWS + 30, broken: null });
  });
});

describe('S18: rows that were kept long enough', () => {
  const purge = async (beforeMs: number, url: string) => {
    const db = connectDatabase({ url, poolMax: 1, applicationName: 'test', log: quietLog });
    try {
      return await purgeAudit(db, { beforeMs, actorName: 'root', nowMs: 50 * DAY_MS });
    } finally {
      await closeDatabase(db);
    }
  };
  beforeEach(() => seedCounty(database.db, 0));

  it('are taken out by the owner, and the chain holds from the row that says so', async () => {
    expect(await purge(11 * DAY_MS, database.ownerUrl)).toBe(10);
    const report = await verifyChain(database.db);
    expect(report).toMatchObject({
      ...{ rows: 31, first: { seq: 11 }, last: { seq: 41, action: 'audit.purged' }, broken: null },
      purge: { throughSeq: 10, actorName: 'root' },
    });
    expect(await purge(11 * DAY_MS, database.ownerUrl)).toBe(0);
    expect(await purge(21 * DAY_MS, database.ownerUrl)).toBe(10);
    await append(entry(60));
    expect(await verifyChain(database.db)).toMatchObject({ rows: 23, first: { seq: 21 }, broken: null });
    expect(await brokenBy('delete from audit_log where seq = 21')).toMatchObject({
      kind: 'missing',
      seq: 21,
    });
  });

  it('stay when the roles’ user tries, and the trigger is back after the owner has', async () => {
    await expect(purge(11 * DAY_MS, database.url)).rejects.toMatchObject({ cause: { code: '42501' } });
    await purge(11 * DAY_MS, database.ownerUrl);
    await expect(asOwner(database, 'delete from audit_log')).rejects.toThrow('append-only');
    const { rows } = await database.db.execute(sql`select min(seq)::int, max(seq)::int from audit_log`);
    expect(rows).toEqual([{ min: 11, max: 41 }]);
  });
});

it('S17: a hash is written as people note it down', () => {
  expect(hex(new Uint8Array([0, 255]))).toBe('00ff');
});
