import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#core/access';
import { accountSchema, meSchema, sessionListSchema } from '#core/contracts';
import { journalStart, readAfter } from '#db/journal';
import { systemScope } from '#db/repositories';
import { cookieOf, enrolSecondFactor, newPerson } from '#test/new-person';
import { PASSWORD, refusalOf, type UnitName, type WebFixture, webFixture } from '#test/web-fixture';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NEXT = 'three herons by the weir';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

const call: WebFixture['call'] = (method, path, options) => fixture.call(method, path, options);
const signInWith = (username: string, password: string) =>
  call('POST', '/api/session', { body: { username, password } });
const change = (cookie: string, present: string, next: string) =>
  call('PUT', '/api/me/password', { cookie, body: { present, next } });
const status = async (cookie: string, path = '/api/cameras') => (await call('GET', path, { cookie })).status;
const sessionsOf = async (cookie: string, path = '/api/me/sessions') =>
  sessionListSchema.parse(await (await call('GET', path, { cookie })).json()).sessions;

describe('S1 one’s own password', () => {
  it('is changed against the present one; other sessions end, this one goes on', async () => {
    const username = await newPerson(fixture);
    const cookie = await fixture.signIn(username);
    const other = await fixture.signIn(username);
    expect(await refusalOf(change(cookie, 'guess', NEXT))).toMatchObject({
      status: 401,
      code: 'auth.bad_credentials',
    });
    expect((await change(cookie, PASSWORD, NEXT)).status).toBe(200);
    expect(await status(cookie)).toBe(200);
    expect(await status(other)).toBe(401);
    expect((await signInWith(username, PASSWORD)).status).toBe(401);
    expect((await signInWith(username, NEXT)).status).toBe(200);
    const { rows } = await fixture.db.execute(
      sql`select action, detail from audit_log where actor_name = ${username} and action = 'password.changed'`,
    );
    expect(rows).toEqual([{ action: 'password.changed', detail: { wasOneTime: false } }]);
    const { rows: kept } = await fixture.db.execute(
      sql`select 1 from audit_log where detail::text like ${`%${NEXT}%`} or detail::text like '%argon2%'`,
    );
    expect(kept).toEqual([]);
  });

  it.each([
    ['short', 'password.too_short'],
    ['password1234', 'password.too_common'],
    [PASSWORD, 'password.same_as_before'],
  ])('is not “%s”', async (next, code) => {
    const cookie = await fixture.signIn(await newPerson(fixture));
    expect(await refusalOf(change(cookie, PASSWORD, next))).toMatchObject({ status: 422, code });
  });

  it('guessed at in a session that was left open is locked like at the door', async () => {
    const username = await newPerson(fixture);
    const cookie = await fixture.signIn(username);
    for (let n = 0; n < 5; n++) await change(cookie, `guess ${n}`, NEXT);
    expect(await refusalOf(change(cookie, PASSWORD, NEXT))).toMatchObject({
      status: 429,
      code: 'auth.locked',
    });
    expect(await status(cookie)).toBe(200);
  });

  it('of two changes at one moment takes one', async () => {
    const cookie = await fixture.signIn(await newPerson(fixture));
    const answers = await Promise.all([1, 2, 3].map((n) => change(cookie, PASSWORD, `${NEXT} ${n}`)));
    expect(answers.map((answer) => answer.status).filter((code) => code === 200)).toHaveLength(1);
  });

  it('is none of an account that only an identity provider opens', async () => {
    const username = await newPerson(fixture, { passwordHash: null });
    expect((await signInWith(username, PASSWORD)).status).toBe(401);
  });
});

describe('S1 one-time passwords', () => {
  it('open a session that can only set another; then it is another session', async () => {
    const username = await newPerson(fixture, { passwordIsOneTime: true });
    const planted = await fixture.signIn(username);
    expect(await refusalOf(call('GET', '/api/cameras', { cookie: planted }))).toMatchObject({
      status: 403,
      code: 'auth.pending.new_password',
    });
    expect((await refusalOf(change(planted, PASSWORD, PASSWORD))).code).toBe('password.same_as_before');
    const changed = await change(planted, PASSWORD, NEXT);
    expect(meSchema.parse(await changed.json()).pending).toBeNull();
    const cookie = cookieOf(changed) ?? '';
    expect(await status(cookie)).toBe(200);
    expect(await status(planted, '/api/session')).toBe(401);
  });

  it('are good for seven days', async () => {
    const username = await newPerson(fixture, { passwordIsOneTime: true });
    fixture.clock.jump(7 * DAY_MS - MINUTE_MS);
    expect((await signInWith(username, PASSWORD)).status).toBe(200);
    fixture.clock.jump(2 * MINUTE_MS);
    expect(await refusalOf(signInWith(username, PASSWORD))).toMatchObject({
      status: 401,
      code: 'auth.password_expired',
    });
    expect((await refusalOf(signInWith(username, 'guess'))).code).toBe('auth.bad_credentials');
  });
});

describe('mlps3 (GB/T 22239-2019, 8.1.4.1)', () => {
  it('wants a second factor, kinds of characters, and another password after ninety days', async () => {
    const strict = await webFixture({ signInPolicy: { profile: 'mlps3', secondFactorRoles: [] } });
    try {
      const username = await newPerson(strict);
      const { cookie, me } = await enrolSecondFactor(strict, await strict.signIn(username));
      expect(me.pending).toBeNull();
      const put = (next: string) =>
        strict.call('PUT', '/api/me/password', { cookie, body: { present: PASSWORD, next } });
      expect((await refusalOf(put('three herons by the weir'))).code).toBe('password.too_simple');

      strict.clock.jump(14 * MINUTE_MS);
      expect((await strict.call('GET', '/api/cameras', { cookie })).status).toBe(200);
      strict.clock.jump(16 * MINUTE_MS);
      expect((await strict.call('GET', '/api/cameras', { cookie })).status).toBe(401);

      const aged = await newPerson(strict, { nowMs: strict.clock.now() - 91 * DAY_MS });
      const after = await enrolSecondFactor(strict, await strict.signIn(aged));
      expect(after.me.pending).toBe('new_password');
      const body = { present: PASSWORD, next: 'Three herons by the weir' };
      const changed = await strict.call('PUT', '/api/me/password', { cookie: after.cookie, body });
      expect(meSchema.parse(await changed.json()).pending).toBeNull();
    } finally {
      await strict.close();
    }
  });
});

describe('S3 own sessions', () => {
  it('are listed with where and what they were opened from', async () => {
    const username = await newPerson(fixture);
    const cookie = await fixture.signIn(username);
    const agent = `phone ${'x'.repeat(400)}`;
    await call('POST', '/api/session', {
      body: { username, password: PASSWORD },
      headers: { 'user-agent': agent },
    });
    const sessions = await sessionsOf(cookie);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isOwn }) => isOwn)).toHaveLength(1);
    const phone = sessions.find(({ isOwn }) => !isOwn);
    expect(phone).toMatchObject({ address: '127.0.0.1', userAgent: agent.slice(0, 256), carrier: 'cookie' });
    expect(JSON.stringify(sessions)).not.toMatch(/token/i);
  });

  it('are ended one by one, or all others at once, and that is journaled; nobody else’s are', async () => {
    const username = await newPerson(fixture);
    const [cookie = '', second = '', third = ''] = [
      await fixture.signIn(username),
      await fixture.signIn(username),
      await fixture.signIn(username),
    ];
    const stranger = await fixture.signIn('west');
    const secondId = (await sessionsOf(second)).find(({ isOwn }) => isOwn)?.id;
    const end = (id: string | undefined, own: string) =>
      call('DELETE', `/api/me/sessions/${id}`, { cookie: own });
    expect((await refusalOf(end(secondId, stranger))).code).toBe('not_found');
    expect((await refusalOf(end('ses_nobody', cookie))).code).toBe('not_found');
    expect((await refusalOf(end('__proto__', cookie))).code).toBe('not_found');
    expect((await end(secondId, cookie)).status).toBe(204);
    expect((await end(secondId, cookie)).status).toBe(204);
    expect([await status(second), await status(third)]).toEqual([401, 200]);
    expect((await call('POST', '/api/me/sessions/end-others', { cookie })).status).toBe(204);
    expect([await status(third), await status(cookie), await status(stranger)]).toEqual([401, 200, 200]);
    const entries = await readAfter(fixture.db, { after: journalStart, limit: 5000, scope: systemScope });
    expect(
      entries.filter(({ type, subject }) => type === 'session.ended' && subject === secondId),
    ).toHaveLength(1);
  });

  it.each<[Role, number, number]>([
    ['operator', 60, 16],
    ['administrator', 30, 12],
    ['patrol', 16 * 60, 7 * 24],
  ])('of a %s ends after %d minutes without use, and after %d hours', async (role, idleMin, hours) => {
    const cookie = await fixture.signIn(await newPerson(fixture, { role }));
    const [session] = await sessionsOf(cookie);
    expect((session?.expiresMs ?? 0) - (session?.createdMs ?? 0)).toBe(hours * 60 * MINUTE_MS);
    fixture.clock.jump((idleMin - 1) * MINUTE_MS);
    expect(await status(cookie, '/api/session')).toBe(200);
    fixture.clock.jump((idleMin + 1) * MINUTE_MS);
    expect(await status(cookie, '/api/session')).toBe(401);
  });
});

describe('S3 limits of roles that came later', () => {
  it('hold for sessions that live already', async () => {
    const username = await newPerson(fixture);
    const cookie = await fixture.signIn(username);
    fixture.clock.jump(31 * MINUTE_MS);
    expect(await status(cookie)).toBe(200);
    const userId = `usr_${username}`;
    await fixture.db.execute(
      sql`insert into memberships (user_id, role, org_unit_id) values (${userId}, 'administrator', 'org_east')`,
    );
    fixture.clock.jump(31 * MINUTE_MS);
    expect(await status(cookie)).toBe(401);
  });
});

describe('S2 sessions of others', () => {
  const act = async (administrator: string, unit: UnitName) => {
    const username = await newPerson(fixture, { unit });
    const cookie = await fixture.signIn(username);
    const [session] = await sessionsOf(cookie);
    const own = await fixture.signIn(administrator);
    const listed = await call('GET', `/api/people/usr_${username}/sessions`, { cookie: own });
    const ended = await call('DELETE', `/api/sessions/${session?.id}`, { cookie: own });
    return { listed: listed.status, ended: ended.status, after: await status(cookie) };
  };

  it('are seen and ended by whoever administers the account, at its unit or above', async () => {
    expect(await act('admin', 'eastVillage')).toEqual({ listed: 200, ended: 204, after: 401 });
    expect(await act('eastadmin', 'east')).toEqual({ listed: 200, ended: 204, after: 401 });
  });

  it('do not exist for the administrator of another unit, nor for who administers nothing', async () => {
    expect(await act('eastadmin', 'west')).toEqual({ listed: 404, ended: 404, after: 200 });
    expect(await act('eastadmin', 'county')).toEqual({ listed: 404, ended: 404, after: 200 });
    expect(await act('county', 'east')).toEqual({ listed: 403, ended: 403, after: 200 });
  });
});

describe('one’s own account', () => {
  it('tells how one signs in, and no secret of it', async () => {
    const cookie = await fixture.signIn(await newPerson(fixture, { role: 'auditor', unit: 'county' }));
    const answer = await call('GET', '/api/me', { cookie });
    const text = await answer.text();
    expect(accountSchema.parse(JSON.parse(text))).toMatchObject({
      ...{ secondFactor: null, needsSecondFactor: false, issuers: [], expiresMs: null },
    });
    expect(text).not.toMatch(/argon2|hash|secret"/);
  });
});
