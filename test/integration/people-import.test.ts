import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPeopleResponseSchema } from '#core/contracts';
import { PeopleDesk } from '#test/people-desk';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let desk: PeopleDesk;
beforeAll(async () => {
  fixture = await webFixture();
  desk = new PeopleDesk(fixture);
});
afterAll(() => fixture.close());

const HEADER = 'username,name_zh,org_unit,role';
const EAST = '330100101';

function send(rows: readonly string[], dryRun = false, by = 'admin') {
  const file = Buffer.from([HEADER, ...rows].join('\n')).toString('base64');
  return desk.as(by, 'POST', '/api/people/import', { file, dryRun });
}
const imported = async (answer: Promise<Response>) =>
  importPeopleResponseSchema.parse(await (await answer).json());

describe('a list of people', () => {
  it('is checked first, and makes no account then', async () => {
    const rows = [`li,李青,${EAST},operator`, `=x,王,${EAST},operator`];
    expect(await imported(send(rows.slice(0, 1), true))).toEqual({ accounts: 1, passwords: [] });
    expect((await refusalOf(send(rows, true))).rows).toEqual([
      { line: 3, column: 'username', error: 'not_a_username' },
    ]);
    expect(await desk.list('search=li')).toEqual([]);
  });

  it('A2 makes all accounts, whose one-time passwords are told once and kept nowhere', async () => {
    let answer = await imported(send([], true).then(() => send([`zhao,赵敏,${EAST},auditor`])));
    const { audit, journal } = await desk.told(async () => {
      answer = await imported(send([`qian,钱进,${EAST},operator`, `sun,孙立,330100,审计员`]));
    });
    expect(answer.accounts).toBe(2);
    expect(journal).toEqual(['access.changed', 'access.changed']);
    expect(audit.map(({ action, detail }) => [action, detail.username])).toEqual([
      ['account.imported', 'qian'],
      ['account.imported', 'sun'],
    ]);
    for (const { username, oneTimePassword } of answer.passwords) {
      const signedIn = await desk.signIn(username, oneTimePassword);
      expect(await signedIn.json()).toMatchObject({ pending: 'new_password' });
    }
    const dump = await fixture.db.execute(
      "select string_agg(t::text, '') as text from (select a::text from audit_log a union all select u::text from users u) t",
    );
    const [first] = answer.passwords;
    expect(String(dump.rows[0]?.text)).not.toContain(first?.oneTimePassword);
  });

  it('A2 of which one account is there already makes none, and so does the same list again', async () => {
    const rows = [`new1,新,${EAST},patrol`, `ADMIN,管,${EAST},patrol`];
    const refused = await refusalOf(send(rows));
    expect(refused).toMatchObject({ code: 'import.invalid' });
    expect(refused.rows).toEqual([{ line: 3, column: 'username', error: 'username_taken' }]);
    expect(await desk.list('search=new1')).toEqual([]);
    const answers = await Promise.all([send([rows[0] ?? '']), send([rows[0] ?? ''])]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });

  it('A3 puts people only where the importer administers', async () => {
    const refused = await refusalOf(send([`far,远,330100102,operator`], false, 'eastadmin'));
    expect(refused.rows).toEqual([{ line: 2, column: 'org_unit', error: 'unknown_org_unit' }]);
    expect((await refusalOf(send([`x,x,${EAST},operator`], true, 'east'))).code).toBe('access.forbidden');
  });

  it('of 10,720 people is imported within one request, and others are served meanwhile', async () => {
    const rows = Array.from({ length: 10_720 }, (_, at) => `grid${at},网格员${at},${EAST},patrol`);
    const cookie = await fixture.signIn('east');
    const startMs = performance.now();
    let isDone = false;
    const answer = imported(send(rows)).finally(() => {
      isDone = true;
    });
    const waitsMs: number[] = [];
    while (!isDone) {
      const askedMs = performance.now();
      expect((await fixture.call('GET', '/api/session', { cookie })).status).toBe(200);
      waitsMs.push(performance.now() - askedMs);
    }
    const { accounts, passwords } = await answer;
    expect([accounts, new Set(passwords.map((each) => each.oneTimePassword)).size]).toEqual([10_720, 10_720]);
    expect(performance.now() - startMs).toBeLessThan(60_000);
    expect(Math.max(...waitsMs)).toBeLessThan(5_000);
  });
});
