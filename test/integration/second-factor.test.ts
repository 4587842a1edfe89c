import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  accountSchema,
  enrolledSchema,
  enrolmentSchema,
  meSchema,
  recoveryCodesSchema,
} from '#core/contracts';
import { findUserByUsername, removeSecondFactor } from '#db/repositories';
import { codeOf, cookieOf, enrolSecondFactor, newPerson } from '#test/new-person';
import { disconnected, openWallClient, outcomeOf, type WallClient } from '#test/wall-client';
import { cameraOf, PASSWORD, refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

const MINUTE_MS = 60_000;

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture({
    signInPolicy: { profile: 'standard', secondFactorRoles: ['administrator'] },
  });
});
afterAll(() => fixture.close());

const clients: WallClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

const call: WebFixture['call'] = (method, path, options) => fixture.call(method, path, options);
const me = async (cookie: string) =>
  meSchema.parse(await (await call('GET', '/api/session', { cookie })).json());
const account = async (cookie: string) =>
  accountSchema.parse(await (await call('GET', '/api/me', { cookie })).json());
const show = (cookie: string, code: string) =>
  call('POST', '/api/session/second-factor', { cookie, body: { code } });
const codeNow = (secret: string, steps = 0) => codeOf(secret, fixture.clock.now(), steps);
const passTime = (ms = MINUTE_MS) => fixture.clock.jump(ms);
const actionsOf = async (username: string) =>
  (
    await fixture.db.execute(
      sql`select action from audit_log where actor_name = ${username} and action <> 'session.ended' order by seq`,
    )
  ).rows.map(({ action }) => action);

/** Somebody with a second factor, some time later. */
async function enrolledPerson() {
  const username = await newPerson(fixture);
  const enrolled = await enrolSecondFactor(fixture, await fixture.signIn(username));
  passTime();
  return { ...enrolled, username };
}

describe('S1 a session without its second factor', () => {
  it('may do nothing but show it', async () => {
    const { username } = await enrolledPerson();
    const cookie = await fixture.signIn(username);
    expect((await me(cookie)).pending).toBe('second_factor');
    const code = 'auth.pending.second_factor';
    const streams = [{ cameraId: cameraOf('east'), profile: 'sub' }];
    for (const [method, path, body] of [
      ['GET', '/api/cameras'],
      ['GET', '/api/me'],
      ['GET', '/api/me/sessions'],
      ['POST', '/api/stream-tickets', { streams }],
      ['PUT', '/api/me/password', { present: PASSWORD, next: 'three herons by the weir' }],
      ['POST', '/api/me/second-factor/offer'],
      ['POST', '/api/me/second-factor', { offer: 'x', code: '123456' }],
      ['POST', '/api/me/second-factor/remove', { password: PASSWORD }],
      ['POST', '/api/me/recovery-codes', { password: PASSWORD }],
      ['POST', '/api/me/sessions/end-others'],
    ] as const) {
      const refused = await refusalOf(call(method, path, { cookie, ...(body && { body }) }));
      expect({ path, status: refused.status, code: refused.code }).toEqual({ path, status: 403, code });
    }
    const client = openWallClient(fixture.web.url, { cookie });
    clients.push(client);
    expect(await outcomeOf(client)).toBe(code);
  });

  it('becomes another with it: id, token and limits are new, and the old token is worth nothing', async () => {
    const { username, secret } = await enrolledPerson();
    const planted = await fixture.signIn(username);
    const shown = await show(planted, codeNow(secret));
    expect(shown.status).toBe(200);
    expect(meSchema.parse(await shown.json()).pending).toBeNull();
    const cookie = cookieOf(shown) ?? '';
    expect(cookie).not.toBe(planted);
    expect((await call('GET', '/api/session', { cookie: planted })).status).toBe(401);
    expect((await call('GET', '/api/cameras', { cookie })).status).toBe(200);
    passTime(50 * MINUTE_MS);
    expect((await call('GET', '/api/cameras', { cookie })).status).toBe(200);
  });

  it('is over after a quarter of an hour', async () => {
    const { username, secret } = await enrolledPerson();
    const cookie = await fixture.signIn(username);
    passTime(16 * MINUTE_MS);
    expect((await refusalOf(show(cookie, codeNow(secret)))).code).toBe('auth.required');
  });

  it('is what every session of before is, once the account has a second factor', async () => {
    const username = await newPerson(fixture);
    const hall = await fixture.signIn(username);
    await enrolSecondFactor(fixture, await fixture.signIn(username));
    expect((await call('GET', '/api/cameras', { cookie: hall })).status).toBe(401);
  });

  it('owes nothing twice', async () => {
    const { cookie, secret } = await enrolledPerson();
    expect(await refusalOf(show(cookie, codeNow(secret)))).toMatchObject({
      status: 409,
      code: 'auth.nothing_pending',
    });
  });
});

describe('S1 codes', () => {
  it('are good once, in that step and before it', async () => {
    const { username, secret } = await enrolledPerson();
    const code = codeNow(secret);
    expect((await show(await fixture.signIn(username), code)).status).toBe(200);
    for (const used of [code, codeNow(secret, -1)])
      expect(await refusalOf(show(await fixture.signIn(username), used))).toMatchObject({
        status: 401,
        code: 'auth.bad_code',
      });
    expect((await show(await fixture.signIn(username), codeNow(secret, 1))).status).toBe(200);
  });

  it('are good once for two requests at one moment', async () => {
    const { username, secret } = await enrolledPerson();
    const cookies = [await fixture.signIn(username), await fixture.signIn(username)];
    const code = codeNow(secret);
    const answers = await Promise.all([...cookies, ...cookies].map((cookie) => show(cookie, code)));
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  });

  it('of the enrolment are not good again for signing in', async () => {
    const username = await newPerson(fixture);
    const { secret } = await enrolSecondFactor(fixture, await fixture.signIn(username));
    expect((await refusalOf(show(await fixture.signIn(username), codeNow(secret)))).code).toBe(
      'auth.bad_code',
    );
  });

  it('that are wrong lock the account for that source, however often the password is right in between', async () => {
    const { username, secret } = await enrolledPerson();
    for (let n = 0; n < 5; n++) {
      const cookie = await fixture.signIn(username);
      expect((await refusalOf(show(cookie, '000000'))).code).toBe('auth.bad_code');
    }
    const body = { username, password: PASSWORD };
    expect((await refusalOf(call('POST', '/api/session', { body }))).code).toBe('auth.locked');
    passTime(31 * MINUTE_MS);
    expect((await show(await fixture.signIn(username), codeNow(secret))).status).toBe(200);
    expect(await actionsOf(username)).toContain('session.locked_out');
  });

  it('leave live sessions alone', async () => {
    const { username, cookie } = await enrolledPerson();
    for (let n = 0; n < 5; n++) await show(await fixture.signIn(username), '000000');
    expect((await call('GET', '/api/cameras', { cookie })).status).toBe(200);
  });

  it.each([['\0'], ['\ud800'], ['２'], ['1'.repeat(64)], ['__proto__'], ['ſſſſſſ']])(
    'that are none are refused: %j',
    async (code) => {
      const { username } = await enrolledPerson();
      expect((await refusalOf(show(await fixture.signIn(username), code))).code).toBe('auth.bad_code');
    },
  );

  it('of another account are worth nothing', async () => {
    const mine = await enrolledPerson();
    const other = await enrolledPerson();
    const cookie = await fixture.signIn(mine.username);
    for (const code of [codeNow(other.secret), other.recoveryCodes[0] ?? ''])
      expect((await refusalOf(show(cookie, code))).code).toBe('auth.bad_code');
  });
});

describe('S1 recovery codes', () => {
  it('stand in for the app, each once, at one moment too', async () => {
    const { username, recoveryCodes } = await enrolledPerson();
    expect(recoveryCodes).toHaveLength(10);
    const [first = '', second = ''] = recoveryCodes;
    const cookie = await fixture.signIn(username);
    expect((await show(cookie, first.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    const cookies = await Promise.all([1, 2, 3].map(() => fixture.signIn(username)));
    const answers = await Promise.all(cookies.map((own) => show(own, second)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
    expect((await refusalOf(show(await fixture.signIn(username), first))).code).toBe('auth.bad_code');
    expect(await actionsOf(username)).toContain('recovery_code.used');
  });

  it('are renewed against password and code, and the old ones are void', async () => {
    const { username, cookie, secret, recoveryCodes } = await enrolledPerson();
    const renew = (body: object) => call('POST', '/api/me/recovery-codes', { cookie, body });
    expect((await refusalOf(renew({}))).code).toBe('auth.bad_credentials');
    expect((await refusalOf(renew({ password: PASSWORD }))).code).toBe('auth.bad_code');
    const renewed = await renew({ password: PASSWORD, code: codeNow(secret) });
    const fresh = recoveryCodesSchema.parse(await renewed.json()).recoveryCodes;
    expect((await account(cookie)).secondFactor?.recoveryCodesLeft).toBe(10);
    const pending = await fixture.signIn(username);
    expect((await refusalOf(show(pending, recoveryCodes[0] ?? ''))).code).toBe('auth.bad_code');
    expect((await show(pending, fresh[0] ?? '')).status).toBe(200);
  });
});

describe('S1 enrolment', () => {
  it('is owed by whoever holds a role that needs a second factor, and nothing else is allowed before', async () => {
    const username = await newPerson(fixture, { role: 'administrator' });
    const planted = await fixture.signIn(username);
    expect((await me(planted)).pending).toBe('enrolment');
    expect(await refusalOf(call('GET', '/api/org-units', { cookie: planted }))).toMatchObject({
      status: 403,
      code: 'auth.pending.enrolment',
    });
    // A session that came to owe it may have been left open by somebody else.
    const offered = await call('POST', '/api/me/second-factor/offer', { cookie: planted });
    const { offer, secret, needsPassword } = enrolmentSchema.parse(await offered.json());
    expect(needsPassword).toBe(true);
    const unproven = { offer, code: codeNow(secret) };
    expect(
      (await refusalOf(call('POST', '/api/me/second-factor', { cookie: planted, body: unproven }))).code,
    ).toBe('auth.bad_credentials');
    const { cookie, me: after } = await enrolSecondFactor(fixture, planted);
    expect(after.pending).toBeNull();
    expect(cookie).not.toBe(planted);
    expect((await call('GET', '/api/session', { cookie: planted })).status).toBe(401);
    expect((await account(cookie)).needsSecondFactor).toBe(true);
    expect(await actionsOf(username)).toEqual([
      'session.refused',
      'second_factor.enrolled',
      'session.started',
    ]);
  });

  it('needs a code of the secret that was offered, to this session, not long ago', async () => {
    const username = await newPerson(fixture);
    const cookie = await fixture.signIn(username);
    const offered = enrolmentSchema.parse(
      await (await call('POST', '/api/me/second-factor/offer', { cookie })).json(),
    );
    const { secret, offer, uri } = offered;
    expect(uri).toContain(secret);
    const proof = { password: PASSWORD };
    const enrol = (body: object, own = cookie) =>
      refusalOf(call('POST', '/api/me/second-factor', { cookie: own, body: { offer, proof, ...body } }));
    expect(await enrol({ code: '000000' })).toMatchObject({ status: 422, code: 'second_factor.wrong_code' });
    expect(await enrol({ code: codeNow(secret), proof: {} })).toMatchObject({ code: 'auth.bad_credentials' });
    const forged = randomBytes(90).toString('base64url');
    const over = { status: 422, code: 'second_factor.enrolment_over' };
    expect(await enrol({ code: codeNow(secret), offer: forged })).toMatchObject(over);
    expect(await enrol({ code: codeNow(secret) }, await fixture.signIn(username))).toMatchObject(over);
    passTime(16 * MINUTE_MS);
    expect(await enrol({ code: codeNow(secret) })).toMatchObject(over);
    expect((await account(cookie)).secondFactor).toBeNull();
  });

  it('of two at one moment, one is enrolled', async () => {
    const cookie = await fixture.signIn(await newPerson(fixture, { role: 'administrator' }));
    const offers = await Promise.all(
      [1, 2].map(async () =>
        enrolmentSchema.parse(await (await call('POST', '/api/me/second-factor/offer', { cookie })).json()),
      ),
    );
    const answers = await Promise.all(
      offers.map(({ offer, secret }) =>
        call('POST', '/api/me/second-factor', {
          cookie,
          body: { offer, code: codeNow(secret), proof: { password: PASSWORD } },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  });
});

describe('S1 a second factor', () => {
  it('makes way for another against a code of the one there is', async () => {
    const { cookie, secret, username } = await enrolledPerson();
    const offered = enrolmentSchema.parse(
      await (await call('POST', '/api/me/second-factor/offer', { cookie })).json(),
    );
    const enrol = (proof: object) => {
      const body = { offer: offered.offer, code: codeNow(offered.secret), proof };
      return call('POST', '/api/me/second-factor', { cookie, body });
    };
    expect((await refusalOf(enrol({ password: PASSWORD }))).code).toBe('auth.bad_code');
    const enrolled = await enrol({ password: PASSWORD, code: codeNow(secret) });
    expect(enrolledSchema.parse(await enrolled.json()).recoveryCodes).toHaveLength(10);
    passTime();
    const pending = await fixture.signIn(username);
    expect((await refusalOf(show(pending, codeNow(secret)))).code).toBe('auth.bad_code');
    expect((await show(pending, codeNow(offered.secret))).status).toBe(200);
  });

  it('can be given up, but not by a role that needs it', async () => {
    const { cookie, secret } = await enrolledPerson();
    const remove = (own: string, body: object) =>
      call('POST', '/api/me/second-factor/remove', { cookie: own, body });
    const proof = { password: PASSWORD, code: codeNow(secret) };
    expect((await remove(cookie, proof)).status).toBe(204);
    expect((await account(cookie)).secondFactor).toBeNull();
    expect((await refusalOf(remove(cookie, proof))).code).toBe('second_factor.none');

    const username = await newPerson(fixture, { role: 'administrator' });
    const needed = await enrolSecondFactor(fixture, await fixture.signIn(username));
    passTime();
    const code = codeNow(needed.secret);
    expect(await refusalOf(remove(needed.cookie, { password: PASSWORD, code }))).toMatchObject({
      status: 409,
      code: 'second_factor.needed',
    });
  });

  it('is owed again when an administrator takes a lost one away, in live sessions and sockets too', async () => {
    const username = await newPerson(fixture, { role: 'administrator' });
    const { cookie } = await enrolSecondFactor(fixture, await fixture.signIn(username));
    const client = openWallClient(fixture.web.url, { cookie });
    clients.push(client);
    expect(await outcomeOf(client)).toBe('connected');
    const ended = disconnected(client);
    const found = await findUserByUsername(fixture.db, username);
    if (found === null) throw new Error('no account');
    const change = { actor: 'usr_admin', actorName: 'admin', address: '', nowMs: fixture.clock.now() };
    await removeSecondFactor(fixture.db, found, change);
    expect((await me(cookie)).pending).toBe('enrolment');
    expect(await ended).toBe('io server disconnect');
    expect((await findUserByUsername(fixture.db, username))?.secondFactor).toBeNull();
  });

  it('keeps the secret sealed under the account, and no code as it is', async () => {
    const { username, secret, recoveryCodes } = await enrolledPerson();
    const { rows } = await fixture.db.$client.query(
      `select u::text, (select string_agg(r::text, ' ') from recovery_codes r where r.user_id = u.id) as codes,
        (select string_agg(a::text, ' ') from audit_log a) as audit, (select string_agg(j::text, ' ') from journal j) as journal
        from users u where username = $1`,
      [username],
    );
    const kept = JSON.stringify(rows);
    for (const canary of [secret, Buffer.from(secret).toString('hex'), ...recoveryCodes])
      expect(kept).not.toContain(canary);
    const other = await enrolledPerson();
    await fixture.db.$client.query(
      'update users set totp_secret = (select totp_secret from users where username = $1) where username = $2',
      [username, other.username],
    );
    const answer = await show(await fixture.signIn(other.username), codeNow(secret));
    expect(answer.status).toBe(500);
  });
});
