import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { meSchema, setupSchema } from '#core/contracts';
import { journalStart, readAfter } from '#db/journal';
import { disableUser, findUserByUsername, systemScope } from '#db/repositories';
import { PASSWORD, pathOf, type WebFixture, webFixture } from '#test/web-fixture';

/** As it is, and watched. */
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  return { ...argon2, verify: vi.fn(argon2.verify) };
});

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

const MINUTE_MS = 60_000;
const signInAs = (username: string, password: string, headers: Record<string, string> = {}) =>
  fixture.call('POST', '/api/session', { body: { username, password }, headers });
const whoIs = (cookie: string) => fixture.call('GET', '/api/session', { cookie });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const journal = () => readAfter(fixture.db, { after: journalStart, limit: 1000, scope: systemScope });

describe('sessions', () => {
  it('starts with sign-in and ends with sign-out, and both are journaled', async () => {
    const response = await signInAs('east', PASSWORD);
    expect(response.status).toBe(200);
    const me = meSchema.parse(await response.json());
    expect(me.memberships).toMatchObject([{ role: 'operator', orgPath: pathOf('east') }]);

    const cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    expect((await whoIs(cookie)).status).toBe(200);
    const ended = await fixture.call('DELETE', '/api/session', { cookie });
    expect(ended.status).toBe(204);
    expect(ended.headers.getSetCookie()).toEqual(['bw_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0']);
    const refused = await whoIs(cookie);
    expect(refused.status).toBe(401);
    expect(await codeOf(refused)).toBe('auth.required');

    const own = (await journal()).filter(
      (entry) => 'userId' in entry.payload && entry.payload.userId === me.id,
    );
    expect(own).toMatchObject([
      { type: 'session.started', orgPath: pathOf('east') },
      { type: 'session.ended', orgPath: pathOf('east'), actor: me.id },
    ]);
  });

  it('keeps the token out of reach: cookie flags, and only its hash at rest', async () => {
    const [cookie = ''] = (await signInAs('county', PASSWORD)).headers.getSetCookie();
    expect(cookie).toMatch(/^bw_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = cookie.split(/[=;]/)[1] ?? '';
    const { rows } = await fixture.db.$client.query('select sessions::text as row from sessions');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('behind https the cookie is Secure and bound to the host', async () => {
    const web = await fixture.startWeb({ secureCookies: true });
    expect(await fixture.signIn('county', web)).toMatch(/^__Host-bw_session=/);
    const response = await fetch(`${web.url}/healthz`);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });

  it('S3 ends when idle for an hour, and after sixteen hours however busy', async () => {
    const idle = await fixture.signIn('east');
    fixture.clock.jump(59 * MINUTE_MS);
    expect((await whoIs(idle)).status).toBe(200);
    fixture.clock.jump(59 * MINUTE_MS);
    expect((await whoIs(idle)).status).toBe(200);
    fixture.clock.jump(61 * MINUTE_MS);
    expect((await whoIs(idle)).status).toBe(401);

    const busy = await fixture.signIn('east');
    for (let half = 1; half < 32; half++) {
      fixture.clock.jump(30 * MINUTE_MS);
      expect((await whoIs(busy)).status).toBe(200);
    }
    fixture.clock.jump(30 * MINUTE_MS);
    expect((await whoIs(busy)).status).toBe(401);
  });

  it('ends at once when the user is disabled, who cannot sign in again', async () => {
    const cookie = await fixture.signIn('stranger');
    const user = await findUserByUsername(fixture.db, 'stranger');
    if (user !== null) await disableUser(fixture.db, user.id, fixture.clock.now());
    expect((await whoIs(cookie)).status).toBe(401);
    expect(await codeOf(await signInAs('stranger', PASSWORD))).toBe('auth.bad_credentials');
  });

  it('is nobody’s with a token that was made up', async () => {
    expect((await whoIs(`bw_session=${'A'.repeat(43)}`)).status).toBe(401);
    expect((await whoIs('bw_session=x')).status).toBe(401);
  });

  it('remembers the language', async () => {
    const cookie = await fixture.signIn('west');
    const changed = await fixture.call('PUT', '/api/me/locale', { cookie, body: { locale: 'en' } });
    expect(changed.status).toBe(204);
    expect(meSchema.parse(await (await whoIs(cookie)).json()).locale).toBe('en');
  });
});

describe('sign-in', () => {
  it.each([
    ['a wrong password', 'both', 'wrong'],
    ['a user that does not exist', 'nobody', PASSWORD],
    ['the account every scanner tries', 'admin', 'admin'],
    ['a name PostgreSQL cannot store', 'a\0\ud800', 'x'],
  ])('refuses %s, alike, and journals it', async (_, username, password) => {
    const response = await signInAs(username, password);
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('auth.bad_credentials');
    expect(response.headers.getSetCookie()).toEqual([]);
    const last = (await journal()).at(-1);
    expect(last).toMatchObject({ type: 'session.refused', payload: { address: '127.0.0.1' } });
  });

  it('does the same work for a user that does not exist: a hash of full strength is checked, once', async () => {
    vi.mocked(verify).mockClear();
    expect((await signInAs('nobody-at-all', 'x')).status).toBe(401);
    expect(vi.mocked(verify).mock.calls).toEqual([[expect.stringContaining('m=19456,t=2,p=1'), 'x']]);
  });

  it('S1 five failures lock the account for that source for thirty minutes, and nobody else', async () => {
    const web = await fixture.startWeb({ behindProxy: true });
    const attempt = (password: string, address: string) =>
      fetch(`${web.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `6.6.6.6, ${address}` },
        body: JSON.stringify({ username: 'west', password }),
      });
    const live = await fixture.signIn('west');
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => attempt(`guess ${i}`, '10.0.0.1')),
    );
    const statuses = guesses.map((guess) => guess.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);

    const locked = await attempt(PASSWORD, '10.0.0.1');
    expect(await codeOf(locked)).toBe('auth.locked');
    const retryAfterS = Number(locked.headers.get('retry-after'));
    expect(retryAfterS).toBeGreaterThan(29 * 60);
    expect(retryAfterS).toBeLessThanOrEqual(30 * 60);
    expect((await attempt(PASSWORD, '10.0.0.2')).status).toBe(200);
    expect((await whoIs(live)).status).toBe(200);

    fixture.clock.jump(retryAfterS * 1000);
    expect((await attempt(PASSWORD, '10.0.0.1')).status).toBe(200);
  });
});

describe('set-up', () => {
  const request = {
    token: 'the link’s token',
    username: '管理员',
    password: 'three herons by the weir',
    displayName: '王工',
    orgUnit: { code: '330100', nameZh: '临水县', nameEn: 'Linshui County' },
  };
  const postTo = (web: { url: string }, body: object) =>
    fetch(`${web.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('makes the first administrator once, however many try', async () => {
    const empty = await webFixture({ setupToken: request.token }, false);
    onTestFinished(() => empty.close());
    expect(setupSchema.safeParse(request).success).toBe(true);
    expect(await codeOf(await postTo(empty.web, { ...request, token: 'guess' }))).toBe('setup.bad_token');
    const short = await postTo(empty.web, { ...request, password: 'short' });
    expect([short.status, await codeOf(short)]).toEqual([422, 'password.too_short']);
    const common = await postTo(empty.web, { ...request, password: 'password1234' });
    expect(await codeOf(common)).toBe('password.too_common');

    const answers = await Promise.all(
      [1, 2, 3].map((n) => postTo(empty.web, { ...request, username: `a${n}` })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, 409, 409]);
    expect(await codeOf(await postTo(empty.web, request))).toBe('setup.done');

    const winner = `a${answers.findIndex((answer) => answer.status === 204) + 1}`;
    const signedIn = await empty.call('POST', '/api/session', {
      body: { username: winner, password: request.password },
    });
    expect(meSchema.parse(await signedIn.json()).memberships).toMatchObject([
      { role: 'administrator', orgName: { zh: '临水县' } },
      { role: 'operator', orgPath: '330100' },
    ]);
  });

  it('is not offered without a link', async () => {
    expect(await codeOf(await postTo(fixture.web, { ...request, token: '' }))).toBe('setup.bad_token');
  });
});
