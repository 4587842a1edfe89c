import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cameraPageSchema, meSchema, pairingSchema, type Screen, screenPageSchema } from '#core/contracts';
import { idOf, PeopleDesk } from '#test/people-desk';
import { refusalOf, type UnitName, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let desk: PeopleDesk;
beforeAll(async () => {
  fixture = await webFixture();
  desk = new PeopleDesk(fixture);
});
beforeEach(async () => {
  await fixture.db.execute('delete from pairings');
});
afterAll(() => fixture.close());

async function open(replaces: string | null = null) {
  const response = await fixture.call('POST', '/api/pairings', { body: { replaces } });
  return pairingSchema.parse(await response.json());
}
const claim = (secret: string) =>
  fixture.call('POST', '/api/pairings/claim', { body: { secret, locale: 'en' } });
const pair = (code: string, unit: UnitName = 'east', by = 'eastadmin') =>
  desk.as(by, 'POST', '/api/screens', {
    code,
    name: { zh: '大厅左屏', en: 'Hall, left' },
    orgUnitId: idOf(unit),
  });

/** A screen that was let in. @returns its cookie */
async function paired(unit: UnitName = 'east') {
  const { code, secret } = await open();
  const { id } = (await (await pair(code, unit)).json()) as { id: string };
  const answer = await claim(secret);
  return { id, secret, cookie: answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' };
}

async function screens(by = 'eastadmin'): Promise<Screen[]> {
  return screenPageSchema.parse(await (await desk.as(by, 'GET', '/api/screens')).json()).items;
}

describe('a screen', () => {
  it('A11 waits until its code was entered, and then sees the cameras of its unit and nothing else', async () => {
    const { code, secret } = await open();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(await (await claim(secret)).json()).toEqual({ state: 'waiting' });
    const { journal, audit } = await desk.told(() =>
      pair(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`),
    );
    expect(journal).toContain('access.changed');
    expect(audit).toMatchObject([{ action: 'display.paired', actor: 'usr_eastadmin' }]);

    const answer = await claim(secret);
    expect(await answer.json()).toEqual({ state: 'paired' });
    const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const me = meSchema.parse(await (await fixture.call('GET', '/api/session', { cookie })).json());
    expect(me).toMatchObject({
      kind: 'display',
      locale: 'en',
      pending: null,
      memberships: [{ role: 'display' }],
    });
    const cameras = cameraPageSchema.parse(
      await (await fixture.call('GET', '/api/cameras', { cookie })).json(),
    );
    expect(cameras.items.map(({ orgUnitId }) => orgUnitId)).toEqual([idOf('east'), idOf('eastVillage')]);
    for (const path of ['/api/alerts', '/api/org-units', '/api/people', '/api/squads'])
      expect((await refusalOf(fixture.call('GET', path, { cookie }))).code, path).toBe('access.forbidden');
  });

  it('A11 that did not get the answer asks again, and the session it never knew of ends', async () => {
    const screen = await paired();
    const again = await claim(screen.secret);
    const cookie = again.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    expect((await fixture.call('GET', '/api/session', { cookie })).status).toBe(200);
    expect((await fixture.call('GET', '/api/session', { cookie: screen.cookie })).status).toBe(401);
  });

  it('A11 whose pairing was withdrawn is out at once, and stays out', async () => {
    const { id, cookie, secret } = await paired();
    const listed = async () => (await screens()).find((screen) => screen.id === id);
    expect(await listed()).toMatchObject({ name: { zh: '大厅左屏' }, state: 'active' });
    const { journal, audit } = await desk.told(() => desk.as('eastadmin', 'DELETE', `/api/screens/${id}`));
    expect(journal).toEqual(['session.ended', 'access.changed']);
    expect(audit).toMatchObject([{ action: 'display.withdrawn', subject: id }]);
    expect((await fixture.call('GET', '/api/session', { cookie })).status).toBe(401);
    expect((await claim(secret)).status).toBe(404);
    expect(await listed()).toMatchObject({ state: 'withdrawn' });
    expect((await desk.as('eastadmin', 'DELETE', `/api/screens/${id}`)).status).toBe(204);
  });

  it('A1 of another unit is listed for nobody, put nowhere and withdrawn by nobody', async () => {
    const { code } = await open();
    expect((await refusalOf(pair(code, 'west'))).code).toBe('not_found');
    await pair(code, 'county', 'admin');
    const county = (await screens('admin')).find(({ orgUnitId }) => orgUnitId === idOf('county'));
    expect((await screens()).map(({ id }) => id)).not.toContain(county?.id);
    expect((await refusalOf(desk.as('eastadmin', 'DELETE', `/api/screens/${county?.id}`))).code).toBe(
      'not_found',
    );
    expect((await refusalOf(desk.as('eastadmin', 'DELETE', '/api/screens/usr_admin'))).code).toBe(
      'not_found',
    );
    expect((await refusalOf(desk.as('east', 'GET', '/api/screens'))).code).toBe('access.forbidden');
  });
});

describe('a pairing code', () => {
  it('A12 is good once, and not after ten minutes', async () => {
    const first = await open();
    const answers = await Promise.all([pair(first.code), pair(first.code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const late = await open();
    fixture.clock.jump(10 * 60_000);
    expect((await refusalOf(pair(late.code))).code).toBe('pairing.unknown_code');
    expect((await claim(late.secret)).status).toBe(404);
    expect((await claim('x')).status).toBe(404);
  });

  it('A12 that was renewed is no longer good', async () => {
    const old = await open();
    const { code } = await open(old.secret);
    expect((await refusalOf(pair(old.code))).code).toBe('pairing.unknown_code');
    expect((await pair(code)).status).toBe(200);
  });

  it('A12 is given to so many screens of one address at a time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => fixture.call('POST', '/api/pairings', { body: { replaces: null } })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(32);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ code: 'pairing.too_many' });
  });

  it('A12 cannot be searched for', async () => {
    const tries = [];
    for (let at = 0; at < 40; at++) tries.push((await pair(`0000000${at % 10}`, 'county', 'admin')).status);
    expect(tries.filter((status) => status === 422).length).toBeLessThanOrEqual(31);
    expect(tries.at(-1)).toBe(429);
    expect((await refusalOf(desk.as('eastadmin', 'POST', '/api/screens', {}))).code).toBe('body.invalid');
  });
});
