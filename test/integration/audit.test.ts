import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit, type NewAuditEntry } from '#db/audit';
import { countyPath } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const entry = (subject: string): NewAuditEntry => ({
  ...{ atMs: 1_700_000_000_000, action: 'camera.ptz', actor: 'usr_a', actorName: 'a', address: '10.1.2.3' },
  ...{ subject, orgPath: countyPath, detail: { zoom: 1, axes: ['pan', 'tilt'], a: null } },
});

describe('audit log', () => {
  it('gives rows of writers at the same moment consecutive numbers', async () => {
    const writers = Array.from({ length: 20 }, (_, at) =>
      database.db.transaction((tx) => appendAudit(tx, [entry(`cam_${at}`), entry(`cam_${at}b`)])),
    );
    await Promise.all(writers);
    const { rows } = await database.db.execute(sql`select seq::int as seq from audit_log order by seq`);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('takes no row back, changes none', async () => {
    for (const statement of [
      sql`update audit_log set actor = 'usr_b'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ])
      await expect(database.db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('keeps what cannot be stored as it came', async () => {
    await database.db.transaction((tx) =>
      appendAudit(tx, [{ ...entry('a\0b\ud800'), detail: { typed: '\0' } }]),
    );
    const { rows } = await database.db.execute(
      sql`select subject, detail from audit_log order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ subject: 'ab\ufffd', detail: { typed: '' } }]);
  });
});
