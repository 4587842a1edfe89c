import { randomFillSync } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountSchema, meSchema, signInOptionsSchema } from '#core/contracts';
import { systemClock } from '#core/kit';
import { disableUser, findUserByUsername } from '#db/repositories';
import { startIdentityProvider, type TestProvider } from '#test/identity-provider';
import { enrolSecondFactor, newPerson } from '#test/new-person';
import { RedirectFollower } from '#test/redirect-follower';
import { PASSWORD, refusalOf, type WebFixture, webFixture } from '#test/web-fixture';
import { type Flow, identityProvider } from '../../server/http/auth/identity-provider.ts';

/** How browsers reach the web role, for the provider; nobody looks the name up. */
const PUBLIC = 'http://wall.test';
const CALLBACK = `${PUBLIC}/api/sign-in/callback`;

let provider: TestProvider;
let fixture: WebFixture;
beforeAll(async () => {
  provider = await startIdentityProvider(CALLBACK);
  fixture = await webFixture({
    identityProvider: { ...providerOptions(), label: '统一认证' },
    signInPolicy: { profile: 'standard', secondFactorRoles: ['administrator'] },
  });
});
afterAll(async () => {
  await fixture.close();
  await provider.close();
});

const providerOptions = () => ({
  ...{ issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret },
  ...{ label: 'SSO', usernameClaim: 'preferred_username', redirectUri: CALLBACK },
});

let subjects = 0;
/** Somebody at the provider of that name, who is signed in there from now on. */
function atProvider(username: string, amr?: readonly string[]): void {
  subjects += 1;
  provider.user = { subject: `sub_${subjects}`, username, ...(amr && { amr }) };
}

const atWeb = (address: string) => address.replace(PUBLIC, fixture.web.url);

/** Goes to the provider and signs in there. @returns the browser, and the address it is sent back to */
async function goThere(browser = new RedirectFollower()) {
  const back = await browser.openUntil(`${fixture.web.url}/api/sign-in/provider`, PUBLIC);
  return { browser, back: atWeb(back) };
}

/** The whole way. @returns the page it ends at, and the cookie if somebody is in */
async function signInThere(browser?: RedirectFollower) {
  const there = await goThere(browser);
  return comeBack(there.browser, there.back);
}

async function comeBack(browser: RedirectFollower, back: string) {
  const { location } = await browser.open(back);
  const token = browser.cookie(fixture.web.url, 'bw_session');
  const page = location?.replace(fixture.web.url, '');
  return { page, cookie: token === undefined ? null : `bw_session=${token}` };
}

const me = async (cookie: string | null) =>
  meSchema.parse(await (await fixture.call('GET', '/api/session', { cookie: cookie ?? '' })).json());

describe('sign-in at an identity provider', () => {
  it('is offered with its name, and only where there is one', async () => {
    const offered = signInOptionsSchema.parse(await (await fixture.call('GET', '/api/sign-in')).json());
    expect(offered).toEqual({ provider: { label: '统一认证' }, profile: 'standard' });
    const plain = await webFixture();
    try {
      expect(await (await plain.call('GET', '/api/sign-in')).json()).toMatchObject({ provider: null });
      for (const path of ['/api/sign-in/provider', '/api/sign-in/callback?code=x'])
        expect(await refusalOf(plain.call('GET', path))).toMatchObject({ status: 404 });
    } finally {
      await plain.close();
    }
  });

  it('opens the account of that name which no password opens, and links it for good', async () => {
    const username = await newPerson(fixture, { passwordHash: null });
    atProvider(username);
    const first = await signInThere();
    expect(first.page).toBe('/sign-in');
    expect(await me(first.cookie)).toMatchObject({ username, pending: null });
    const account = await fixture.call('GET', '/api/me', { cookie: first.cookie ?? '' });
    expect(accountSchema.parse(await account.json())).toMatchObject({
      ...{ password: null, issuers: [provider.issuer] },
    });

    // The name is another by now; who they are is not.
    provider.user = { ...provider.user, username: 'renamed' };
    expect((await me((await signInThere()).cookie)).username).toBe(username);
    // And somebody else who is given the old name is not them.
    atProvider(username);
    expect(await signInThere()).toEqual({ page: '/sign-in?why=provider_no_account', cookie: null });
    const { rows } = await fixture.db.execute(
      sql`select detail from audit_log where action = 'identity.linked' and actor_name = ${username}`,
    );
    expect(rows).toEqual([{ detail: { issuer: provider.issuer } }]);
  });

  it('does not give an account that has a password to whoever bears its name there', async () => {
    const username = await newPerson(fixture);
    atProvider(username);
    expect(await signInThere()).toEqual({ page: '/sign-in?why=provider_no_account', cookie: null });
    expect(
      (await fixture.call('POST', '/api/session', { body: { username, password: PASSWORD } })).status,
    ).toBe(200);
  });

  it.each([
    ['by a name that is nobody’s', 'nobody-here'],
    ['by a name PostgreSQL cannot store', 'a\0\ud800'],
    ['by a prototype key', '__proto__'],
    ['by a long name', 'x'.repeat(5000)],
  ])('knows nobody %s, and that is audited', async (_, username) => {
    atProvider(username);
    expect((await signInThere()).page).toBe('/sign-in?why=provider_no_account');
    const { rows } = await fixture.db.execute(
      sql`select detail from audit_log where action = 'session.refused' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ detail: { factor: 'identity_provider' } }]);
  });

  it('does not open an account that is disabled', async () => {
    const username = await newPerson(fixture, { passwordHash: null });
    atProvider(username);
    expect((await signInThere()).cookie).not.toBeNull();
    const user = await findUserByUsername(fixture.db, username);
    if (user !== null) await disableUser(fixture.db, user.id, fixture.clock.now());
    expect(await signInThere()).toEqual({ page: '/sign-in?why=provider_no_account', cookie: null });
  });

  it('opens no screen’s and no system’s account', async () => {
    const username = await newPerson(fixture, { passwordHash: null, kind: 'integration' });
    atProvider(username);
    expect((await signInThere()).page).toBe('/sign-in?why=provider_no_account');
  });
});

describe('the second factor of who comes from there', () => {
  it('is still ours to ask for', async () => {
    const username = await newPerson(fixture, { passwordHash: null, role: 'administrator' });
    atProvider(username, ['pwd']);
    const { cookie } = await signInThere();
    expect((await me(cookie)).pending).toBe('enrolment');
    const enrolled = await enrolSecondFactor(fixture, cookie ?? '');
    expect(enrolled.me.pending).toBeNull();
    expect((await me((await signInThere()).cookie)).pending).toBe('second_factor');
  });

  it('is not asked for when the provider has seen one', async () => {
    const username = await newPerson(fixture, { passwordHash: null, role: 'administrator' });
    atProvider(username, ['pwd', 'mfa']);
    expect((await me((await signInThere()).cookie)).pending).toBeNull();
  });
});

describe('what comes back from there', () => {
  const forNewPerson = async () => {
    atProvider(await newPerson(fixture, { passwordHash: null }));
    return goThere();
  };
  const nobody = (why: string) => ({ page: `/sign-in?why=provider_${why}`, cookie: null });

  it('with another state lets nobody in', async () => {
    const { browser, back } = await forNewPerson();
    const forged = new URL(back);
    forged.searchParams.set('state', 'A'.repeat(43));
    expect(await comeBack(browser, forged.href)).toEqual(nobody('failed'));
  });

  it('in another browser than it began in lets nobody in', async () => {
    const { back } = await forNewPerson();
    expect(await comeBack(new RedirectFollower(), back)).toEqual(nobody('stale'));
    const { browser: other } = await forNewPerson();
    expect(await comeBack(other, back)).toEqual(nobody('failed'));
  });

  it('a second time lets nobody in', async () => {
    const { browser, back } = await forNewPerson();
    const flow = browser.cookie(fixture.web.url, 'bw_flow');
    expect((await comeBack(browser, back)).page).toBe('/sign-in');
    expect((await comeBack(browser, back)).page).toBe('/sign-in?why=provider_stale');
    // Even with the cookie of that time: the provider takes its code once.
    const replayed = await fetch(back, { redirect: 'manual', headers: { cookie: `bw_flow=${flow}` } });
    expect(replayed.headers.get('location')).toBe('/sign-in?why=provider_failed');
    expect(replayed.headers.getSetCookie().join()).not.toMatch(/bw_session=\w/);
  });

  it('with the code of another sign-in, whose nonce and verifier are others, lets nobody in', async () => {
    const { back: stolen } = await forNewPerson();
    const { browser, back } = await forNewPerson();
    const mixed = new URL(back);
    mixed.searchParams.set('code', new URL(stolen).searchParams.get('code') ?? '');
    expect(await comeBack(browser, mixed.href)).toEqual(nobody('failed'));
  });

  it('too late lets nobody in', async () => {
    const { browser, back } = await forNewPerson();
    fixture.clock.jump(11 * 60_000);
    expect(await comeBack(browser, back)).toEqual(nobody('stale'));
  });

  it('as a refusal says so', async () => {
    const { browser, back } = await forNewPerson();
    const { searchParams } = new URL(back);
    const query = new URLSearchParams({
      ...{ error: 'access_denied', state: searchParams.get('state') ?? '', iss: provider.issuer },
    });
    const refused = `${fixture.web.url}/api/sign-in/callback?${query}`;
    expect(await comeBack(browser, refused)).toEqual(nobody('refused'));
  });

  it.each([
    ['nothing', ''],
    ['a code', '?code=x'],
    ['a long code', `?code=${'x'.repeat(5000)}`],
    ['NUL', '?state=%00'],
    ['a prototype key', '?__proto__=1'],
  ])('as %s, out of nowhere, is no way in', async (_, query) => {
    const answer = await fetch(`${fixture.web.url}/api/sign-in/callback${query}`, { redirect: 'manual' });
    const { status, headers } = answer;
    expect([status, headers.get('location')]).toEqual(
      query.length > 4096 ? [400, null] : [302, '/sign-in?why=provider_stale'],
    );
    expect(headers.getSetCookie().join()).not.toMatch(/bw_session=\w/);
  });
});

describe('an answer of the provider', () => {
  it('with another nonce, or for another verifier, is not believed', async () => {
    atProvider('somebody');
    const asked = identityProvider(providerOptions(), systemClock);
    const finish = async (change: Partial<Flow>) => {
      const begun = await asked.begin(randomFillSync);
      if (!begun.ok) throw new Error(begun.error.code);
      const back = new URL(await new RedirectFollower().openUntil(begun.value.url, PUBLIC));
      const finished = await asked.finish(Object.fromEntries(back.searchParams), {
        ...begun.value.flow,
        ...change,
      });
      return finished.ok ? finished.value.username : finished.error.code;
    };
    expect(await finish({})).toBe('somebody');
    const other = 'B'.repeat(43);
    expect(await finish({ nonce: other })).toBe('failed');
    expect(await finish({ verifier: other })).toBe('failed');
    expect(await finish({ state: other })).toBe('failed');
  });
});

describe('a provider that is away', () => {
  it('is told on the sign-in page; passwords still open accounts, and it is asked again', async () => {
    const username = await newPerson(fixture, { passwordHash: null });
    atProvider(username);
    const there = await goThere();
    await provider.close();
    try {
      expect(await comeBack(there.browser, there.back)).toEqual({
        ...{ page: '/sign-in?why=provider_away', cookie: null },
      });
      const fresh = await fixture.startWeb({ identityProvider: providerOptions() });
      const begun = await fetch(`${fresh.url}/api/sign-in/provider`, { redirect: 'manual' });
      expect(begun.headers.get('location')).toBe('/sign-in?why=provider_away');
      expect(await fixture.signIn('east', fresh)).toMatch(/^bw_session=/);
      await provider.open();
      const again = await fetch(`${fresh.url}/api/sign-in/provider`, { redirect: 'manual' });
      expect(again.headers.get('location')).toMatch(new RegExp(`^${provider.issuer}/auth`));
    } finally {
      await provider.open().catch(() => {});
    }
    expect((await signInThere()).page).toBe('/sign-in');
  });
});
