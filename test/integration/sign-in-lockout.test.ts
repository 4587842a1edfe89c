import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { journalStart, readAfter } from '#db/journal';
import { systemScope } from '#db/repositories';
import { seedCounty } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';
import {
  type Attempt,
  CODE_FAILURES_MAX,
  FAILURES_MAX,
  LOCKED_MS,
  Lockout,
  SOURCE_FAILURES_MAX,
} from '../../server/http/auth/lockout.ts';

const wei: Attempt = { username: 'wei', address: '10.0.0.1', factor: 'password' };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedCounty(database.db, 0);
});
afterEach(() => database.db.execute(sql`delete from sign_in_failures`));
afterAll(() => database.close());

/** A web node; all share the clock and the database. */
const clock = new ManualClock();
const node = () => new Lockout(database.db, clock);
const rows = async () =>
  Number((await database.db.execute(sql`select count(*) as n from sign_in_failures`)).rows[0]?.n);
const isLocked = { code: 'auth.locked' };

async function failed(lockout: Lockout, attempt: Attempt, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await (await lockout.begin(attempt)).failed();
}

describe('S1 lockout', () => {
  it('locks after five failures, for thirty minutes, at whichever node they were', async () => {
    for (let n = 0; n < FAILURES_MAX; n++) await (await node().begin(wei)).failed();
    await expect(node().begin(wei)).rejects.toMatchObject({
      ...isLocked,
      details: { headers: { 'Retry-After': String(LOCKED_MS / 1000) } },
    });
    clock.advance(LOCKED_MS - 1);
    await expect(node().begin(wei)).rejects.toMatchObject(isLocked);
    clock.advance(1);
    await (await node().begin(wei)).failed();
    expect(await rows()).toBe(2);
  });

  it('counts many at once, before any of them is checked', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 30 }, () => node().begin(wei)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(FAILURES_MAX);
  });

  it('stops only the address that guesses, and only that account', async () => {
    await failed(node(), wei, FAILURES_MAX);
    await node().begin({ ...wei, address: '10.0.0.2' });
    await node().begin({ ...wei, username: 'li' });
    await expect(node().begin({ ...wei, username: 'WEI' })).rejects.toMatchObject(isLocked);
  });

  it('is not made longer by tries that it refuses, nor counts them for the source', async () => {
    await failed(node(), wei, FAILURES_MAX);
    for (let n = 0; n < SOURCE_FAILURES_MAX; n++)
      await expect(node().begin(wei)).rejects.toMatchObject(isLocked);
    await node().begin({ ...wei, username: 'li' });
    clock.advance(LOCKED_MS);
    await node().begin(wei);
  });

  it('starts anew after a success, and does not count what was never checked', async () => {
    for (let n = 0; n < 20; n++) await (await node().begin(wei)).succeeded();
    for (let n = 0; n < 20; n++) await (await node().begin(wei)).withdrawn();
    expect(await rows()).toBe(0);
    await failed(node(), wei, FAILURES_MAX - 1);
    await (await node().begin(wei)).succeeded();
    await failed(node(), wei, FAILURES_MAX);
    await expect(node().begin(wei)).rejects.toMatchObject(isLocked);
  });

  it('stops a source that tries many names, and nobody elsewhere', async () => {
    const lockout = node();
    for (let n = 0; n < SOURCE_FAILURES_MAX; n++) await lockout.begin({ ...wei, username: `name${n}` });
    await expect(lockout.begin(wei)).rejects.toMatchObject(isLocked);
    await lockout.begin({ ...wei, address: '10.0.0.2' });
  });

  it('never stops a hall of people who sign in', async () => {
    const lockout = node();
    for (let n = 0; n < SOURCE_FAILURES_MAX * 2; n++)
      await (await lockout.begin({ ...wei, username: `name${n}` })).succeeded();
    expect(await rows()).toBe(0);
  });

  it('stops wrong codes for an account from however many addresses, and no passwords by that', async () => {
    for (let n = 0; n < CODE_FAILURES_MAX; n++)
      await node().begin({ ...wei, address: `10.1.0.${n}`, factor: 'second_factor' });
    const elsewhere = { ...wei, address: '10.2.0.1' };
    await expect(node().begin({ ...elsewhere, factor: 'second_factor' })).rejects.toMatchObject(isLocked);
    await node().begin(elsewhere);
  });

  it('keeps account and address apart, whatever they contain', async () => {
    await failed(node(), wei, FAILURES_MAX);
    for (const username of ['\0', '\ud800', '', 'wei\0', "wei','10.0.0.1"])
      await (await node().begin({ ...wei, username, address: '' })).failed();
    await expect(node().begin(wei)).rejects.toMatchObject(isLocked);
  });
});

describe('S1 what a lockout leaves', () => {
  it('is one entry and one row, with who was tried and from where with who was tried and from where', async () => {
    const entries = () => readAfter(database.db, { after: journalStart, limit: 5000, scope: systemScope });
    const ofZhao = async () => (await entries()).filter(({ subject }) => subject === 'zhao');
    const begun = await Promise.all(
      Array.from({ length: FAILURES_MAX }, () => node().begin({ ...wei, username: 'zhao' })),
    );
    for (const attempt of begun) await attempt.failed();
    expect((await ofZhao()).map(({ type }) => type).toSorted()).toEqual([
      'session.locked_out',
      ...Array<string>(FAILURES_MAX).fill('session.refused'),
    ]);
    const { rows: audited } = await database.db.execute(
      sql`select action, actor, address, detail from audit_log where actor = 'zhao' and action = 'session.locked_out'`,
    );
    expect(audited).toEqual([
      {
        ...{ action: 'session.locked_out', actor: 'zhao', address: '10.0.0.1' },
        detail: { factor: 'password', untilMs: clock.now() + LOCKED_MS },
      },
    ]);
  });

  it('is nothing once it is over', async () => {
    for (let n = 0; n < 60; n++) await node().begin({ ...wei, username: `name${n}`, address: `10.3.${n}.1` });
    expect(await rows()).toBe(120);
    clock.advance(LOCKED_MS);
    for (let n = 0; n < 3; n++) await node().begin(wei);
    expect(await rows()).toBe(2);
  });
});
