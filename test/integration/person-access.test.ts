import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneTimePasswordSchema } from '#core/contracts';
import { idOf, PeopleDesk } from '#test/people-desk';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let desk: PeopleDesk;
beforeAll(async () => {
  fixture = await webFixture();
  desk = new PeopleDesk(fixture);
  for (const username of ['admin', 'eastadmin']) await desk.settle(username);
});
afterAll(() => fixture.close());

/** Makes somebody who is signed in. */
async function signedIn(unit: 'east' | 'county' = 'east', fields: Parameters<PeopleDesk['create']>[1] = {}) {
  const made = await desk.create(unit, fields);
  const answer = await desk.signIn(made.username, made.oneTimePassword);
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const isIn = async () => (await fixture.call('GET', '/api/session', { cookie })).status === 200;
  expect(await isIn()).toBe(true);
  return { ...made, isIn, path: `/api/people/${made.id}` };
}

describe('an account', () => {
  it('A7 that is barred ends its sessions at once, and lets nobody in until it is opened again', async () => {
    const person = await signedIn();
    const { journal, audit } = await desk.told(() => desk.as('eastadmin', 'POST', `${person.path}/disable`));
    expect(journal.toSorted()).toEqual(['access.changed', 'session.ended']);
    expect(audit).toMatchObject([
      { action: 'account.disabled', subject: person.id, detail: { sessions: 1 } },
    ]);
    expect(await person.isIn()).toBe(false);
    expect((await desk.signIn(person.username, person.oneTimePassword)).status).toBe(401);
    expect((await desk.read(person.id)).state).toBe('disabled');
    expect((await desk.told(() => desk.as('admin', 'POST', `${person.path}/disable`))).audit).toEqual([]);

    await desk.as('eastadmin', 'POST', `${person.path}/enable`);
    expect(await person.isIn()).toBe(false); // what was open stays closed
    expect((await desk.signIn(person.username, person.oneTimePassword)).status).toBe(200);
  });

  it('A7 with a last day is over then, and more time does not bring back what was open', async () => {
    const person = await signedIn('east', { expiresMs: fixture.clock.now() + 60_000 });
    fixture.clock.jump(60_001);
    expect(await person.isIn()).toBe(false);
    const { version, displayName, locale, orgUnitId, state } = await desk.read(person.id);
    expect(state).toBe('expired');
    const change = { displayName, locale, orgUnitId, version, expiresMs: null };
    expect((await desk.as('admin', 'PUT', person.path, change)).status).toBe(204);
    expect(await person.isIn()).toBe(false);
  });

  it('A8 gets another one-time password, and the old one opens nothing more', async () => {
    const person = await signedIn();
    const answer = await desk.as('eastadmin', 'POST', `${person.path}/password`);
    const { oneTimePassword } = oneTimePasswordSchema.parse(await answer.json());
    expect(await person.isIn()).toBe(false);
    expect((await desk.signIn(person.username, person.oneTimePassword)).status).toBe(401);
    expect((await desk.signIn(person.username, oneTimePassword)).status).toBe(200);
  });

  it('A8 loses a second factor with its recovery codes', async () => {
    const person = await signedIn();
    await fixture.db.execute(
      `update users set totp_secret = '\\x01', totp_confirmed_ms = 1 where id = '${person.id}'`,
    );
    await fixture.db.execute(
      `insert into recovery_codes (user_id, code_hash) values ('${person.id}', '\\x02')`,
    );
    expect((await desk.read(person.id)).hasSecondFactor).toBe(true);
    const { audit } = await desk.told(() => desk.as('eastadmin', 'DELETE', `${person.path}/second-factor`));
    expect(audit).toMatchObject([{ action: 'second_factor.removed' }]);
    expect((await desk.read(person.id)).hasSecondFactor).toBe(false);
    const { rows } = await fixture.db.execute('select from recovery_codes');
    expect(rows).toHaveLength(0);
    expect(await person.isIn()).toBe(false);
  });

  it('A7 has its sessions ended, and may come in again', async () => {
    const person = await signedIn();
    expect((await desk.read(person.id)).sessions).toHaveLength(1);
    await desk.as('eastadmin', 'DELETE', `${person.path}/sessions`);
    expect(await person.isIn()).toBe(false);
    expect((await desk.read(person.id)).sessions).toEqual([]);
    expect((await desk.signIn(person.username, person.oneTimePassword)).status).toBe(200);
  });
});

describe('whoever administers', () => {
  it('A4 neither bars nor opens their own account', async () => {
    for (const [method, rest] of [
      ['POST', '/disable'],
      ['POST', '/password'],
      ['DELETE', '/second-factor'],
    ] as const) {
      const call = desk.as('eastadmin', method, `/api/people/usr_eastadmin${rest}`);
      expect((await refusalOf(call)).code, rest).toBe('account.own');
    }
  });

  it('A9 opens no account that holds roles where they administer nothing', async () => {
    const person = await signedIn('east', {
      memberships: [{ role: 'dispatcher', orgUnitId: idOf('county') }],
    });
    const opening: [string, string, unknown?][] = [
      ['POST', '/password'],
      ['DELETE', '/second-factor'],
      ['PUT', '', await withMoreTime(person.id)],
    ];
    for (const [method, rest, body] of opening) {
      const call = desk.as('eastadmin', method, `${person.path}${rest}`, body);
      expect((await refusalOf(call)).code, rest).toBe('account.holds_more');
    }
    expect(await person.isIn()).toBe(true);
    await desk.as('admin', 'POST', `${person.path}/disable`);
    expect((await refusalOf(desk.as('eastadmin', 'POST', `${person.path}/enable`))).code).toBe(
      'account.holds_more',
    );
    expect((await desk.as('admin', 'POST', `${person.path}/enable`)).status).toBe(204);
  });
});

async function withMoreTime(id: string) {
  const { displayName, locale, orgUnitId, version } = await desk.read(id);
  return { displayName, locale, orgUnitId, version, expiresMs: fixture.clock.now() + 9e9 };
}
