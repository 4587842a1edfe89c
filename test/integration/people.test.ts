import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peoplePageSchema, personStates } from '#core/contracts';
import type { UserId } from '#core/kit';
import { disablePerson } from '#db/repositories';
import { idOf, PeopleDesk } from '#test/people-desk';
import { pathOf, refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let desk: PeopleDesk;
beforeAll(async () => {
  fixture = await webFixture();
  desk = new PeopleDesk(fixture);
});
afterAll(() => fixture.close());

const ADMIN = 'usr_admin' as UserId;
const own = ({
  displayName,
  locale,
  orgUnitId,
  expiresMs,
  version,
}: Awaited<ReturnType<PeopleDesk['read']>>) => ({
  ...{ displayName, locale, orgUnitId, expiresMs, version },
});

describe('the list of people', () => {
  it('A1 holds those whose accounts belong to the caller’s scope, and of their roles those in it', async () => {
    expect(await desk.list('limit=200')).toEqual(expect.arrayContaining(['admin', 'both', 'east', 'west']));
    const eastern = peoplePageSchema.parse(await (await desk.as('eastadmin', 'GET', '/api/people')).json());
    expect(eastern.items.map(({ username }) => username)).toEqual(['both', 'east', 'eastadmin']);
    const both = eastern.items.find(({ username }) => username === 'both');
    expect(both?.memberships.map(({ role }) => role)).toEqual(['operator']);
    expect(await desk.list('role=auditor', 'eastadmin')).toEqual([]);
    expect(await desk.list('role=auditor')).toEqual(['both']);
  });

  it('A1 a foreign or unknown account is answered like one that does not exist', async () => {
    const change = { ...own(await desk.read('usr_west')), displayName: { zh: '外', en: 'x' } };
    const calls: [string, string, unknown?][] = [
      ['GET', ''],
      ['PUT', '', change],
      ['PUT', '/memberships', { memberships: [], version: 1 }],
      ['POST', '/disable'],
      ['POST', '/enable'],
      ['POST', '/password'],
      ['DELETE', '/second-factor'],
      ['DELETE', '/sessions'],
    ];
    for (const id of ['usr_west', 'usr_nobody']) {
      for (const [method, rest, body] of calls) {
        const { code } = await refusalOf(desk.as('eastadmin', method, `/api/people/${id}${rest}`, body));
        expect(code, `${method} ${rest}`).toBe('not_found');
      }
    }
    expect((await refusalOf(desk.as('east', 'GET', '/api/people'))).code).toBe('access.forbidden');
    // An auditor sees who has an account, and not from where they are signed in.
    const seen = await desk.read('usr_admin', 'both');
    expect(seen).toMatchObject({ mayManage: false, sessions: [] });
    expect((await desk.read('usr_admin')).sessions.length).toBeGreaterThan(0);
  });

  it('finds by name in both languages, unit, role and state, and pages in either order', async () => {
    const li = await desk.create('westVillage', {
      ...{ username: 'li.qing', displayName: { zh: '李青', en: 'Li Qing' } },
      memberships: [{ role: 'dispatcher', orgUnitId: idOf('west') }],
    });
    for (const query of [
      'search=李青',
      'search=QING',
      'search=li.q',
      'role=dispatcher&orgUnitId=org_westvillage',
    ])
      expect(await desk.list(query), query).toEqual(['li.qing']);
    expect(await desk.list('search=%25')).toEqual([]);
    expect(await desk.list('search=%00')).not.toEqual([]);
    expect(await desk.list('state=one_time_password&search=li')).toEqual(['li.qing']);
    await desk.as('admin', 'POST', `/api/people/${li.id}/disable`);
    const byState = await Promise.all(
      personStates.map((state) => desk.list(`search=li.qing&state=${state}`)),
    );
    expect(byState.flat()).toEqual(['li.qing']);

    const all = await desk.list('limit=200');
    for (const sort of ['username', 'last_sign_in']) {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path = `/api/people?limit=3&sort=${sort}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const page = peoplePageSchema.parse(await (await desk.as('admin', 'GET', path)).json());
        found.push(...page.items.map(({ username }) => username));
        cursor = page.nextCursor;
      }
      expect(found.toSorted(), sort).toEqual(all.toSorted());
    }
  });
});

describe('a new account', () => {
  it('A2 opens with its one-time password and nothing but the setting of another', async () => {
    const made = await desk.create('east');
    const signedIn = await desk.signIn(made.username, made.oneTimePassword);
    expect(await signedIn.json()).toMatchObject({ pending: 'new_password' });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const { code } = await refusalOf(fixture.call('GET', '/api/cameras', { cookie }));
    expect(code).toBe('auth.pending.new_password');
    expect((await desk.read(made.id)).state).toBe('one_time_password');
  });

  it('is told of in journal and audit log, without its password', async () => {
    const person = desk.person('east');
    let answer = '';
    const { journal, audit } = await desk.told(async () => {
      answer = await (await desk.as('eastadmin', 'POST', '/api/people', person)).text();
    });
    expect(journal).toContain('access.changed');
    expect(audit).toMatchObject([{ action: 'account.created', actor: 'usr_eastadmin' }]);
    const { oneTimePassword } = JSON.parse(answer);
    const dump = await fixture.db.execute(
      "select string_agg(t::text, '') as text from (select * from audit_log) t",
    );
    expect(oneTimePassword).toMatch(/^[0-9a-z-]{19}$/);
    expect(String(dump.rows[0]?.text)).not.toContain(oneTimePassword);
  });

  it('A3 is made, and roles are granted, only where the maker administers', async () => {
    const outside = [
      desk.person('west', { memberships: [] }),
      desk.person('east', { memberships: [{ role: 'operator', orgUnitId: idOf('county') }] }),
      desk.person('east', { memberships: [{ role: 'operator', orgUnitId: idOf('westVillage') }] }),
    ];
    for (const person of outside)
      expect((await refusalOf(desk.as('eastadmin', 'POST', '/api/people', person))).code).toBe('not_found');
  });

  it.each([
    ['a name that is taken', { username: 'EAST' }, 'account.username_taken'],
    ['a name with a blank', { username: 'a b' }, 'body.invalid'],
    ['a name over two lines', { displayName: { zh: 'a\nb', en: 'x' } }, 'body.invalid'],
    ['a day that is over', { expiresMs: 1 }, 'account.expires_in_past'],
    [
      'the role of a screen',
      { memberships: [{ role: 'display', orgUnitId: idOf('east') }] },
      'account.role_not_for_kind',
    ],
  ] as const)('%s is refused', async (_, fields, code) => {
    const person = { ...desk.person('east'), ...fields };
    expect((await refusalOf(desk.as('admin', 'POST', '/api/people', person))).code).toBe(code);
  });

  it('A5 audits and does nothing else, whoever sees which of its roles', async () => {
    const roles = (...names: ('auditor' | 'operator')[]) =>
      names.map((role) => ({ role, orgUnitId: idOf('east') }));
    const both = desk.person('east', { memberships: roles('auditor', 'operator') });
    expect((await refusalOf(desk.as('admin', 'POST', '/api/people', both))).code).toBe(
      'account.auditor_apart',
    );
    const auditor = await desk.create('east', {
      memberships: [{ role: 'auditor', orgUnitId: idOf('county') }],
    });
    const { version } = await desk.read(auditor.id);
    const body = { memberships: roles('operator'), version };
    const change = desk.as('eastadmin', 'PUT', `/api/people/${auditor.id}/memberships`, body);
    expect((await refusalOf(change)).code).toBe('account.auditor_apart');
  });
});

describe('roles', () => {
  it('A3 outside the changer’s scope are neither shown nor taken away', async () => {
    const made = await desk.create('east', {
      memberships: [
        { role: 'operator', orgUnitId: idOf('east') },
        { role: 'dispatcher', orgUnitId: idOf('county') },
      ],
    });
    const seen = await desk.read(made.id, 'eastadmin');
    expect(seen).toMatchObject({ mayManage: true, holdsMore: true, memberships: [{ role: 'operator' }] });
    const memberships = [{ role: 'shift_leader', orgUnitId: idOf('eastVillage') }];
    const path = `/api/people/${made.id}/memberships`;
    const { journal, audit } = await desk.told(() =>
      desk.as('eastadmin', 'PUT', path, { memberships, version: seen.version }),
    );
    expect(journal).toEqual(['access.changed']);
    expect(audit).toMatchObject([
      {
        action: 'account.roles_changed',
        detail: {
          granted: ['shift_leader 330100.330100101.201'],
          withdrawn: ['operator 330100.330100101'],
        },
      },
    ]);
    expect((await desk.read(made.id)).memberships.map(({ role }) => role)).toEqual([
      'dispatcher',
      'shift_leader',
    ]);
  });

  it('A4 nobody changes their own, and a change of what was read before is refused', async () => {
    const { version } = await desk.read(ADMIN);
    const path = `/api/people/${ADMIN}`;
    const change = { memberships: [], version };
    expect((await refusalOf(desk.as('admin', 'PUT', `${path}/memberships`, change))).code).toBe(
      'account.own',
    );
    const made = await desk.create('east');
    const stale = own(await desk.read(made.id));
    expect((await desk.as('admin', 'PUT', `/api/people/${made.id}`, stale)).status).toBe(204);
    expect((await refusalOf(desk.as('admin', 'PUT', `/api/people/${made.id}`, stale))).code).toBe(
      'account.changed_meanwhile',
    );
  });
});

describe('the last administrator of the root', () => {
  it('A6 is left when two bar each other at once', async () => {
    const second = await desk.create('county', {
      memberships: [{ role: 'administrator', orgUnitId: idOf('county') }],
    });
    const scope = { paths: [pathOf('county')] };
    const by = (actor: string) => ({ actor, actorName: actor, address: '', scope, nowMs: 1 });
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.all([
        disablePerson(fixture.db, second.id, by(ADMIN)),
        disablePerson(fixture.db, ADMIN, by(second.id)),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes).toContainEqual({ ok: false, error: { code: 'last_administrator' } });
      await fixture.db.execute('update users set disabled_ms = null');
    }
    await disablePerson(fixture.db, second.id, by(ADMIN));
    // Whichever was left each time: sessions of the other have ended.
    await desk.settle('admin');
  });

  it('A6 gets no last day, is not barred and keeps the role', async () => {
    const deputy = await desk.create('county', {
      ...{ username: 'deputy', expiresMs: fixture.clock.now() + 86_400_000 },
      memberships: [{ role: 'administrator', orgUnitId: idOf('county') }],
    });
    await desk.settle('deputy');
    const admin = await desk.read(ADMIN);
    const path = `/api/people/${ADMIN}`;
    const calls: [string, string, unknown?][] = [
      ['PUT', path, { ...own(admin), expiresMs: fixture.clock.now() + 1e9 }],
      ['PUT', `${path}/memberships`, { memberships: [], version: admin.version }],
      ['POST', `${path}/disable`],
    ];
    for (const [method, at, body] of calls)
      expect((await refusalOf(desk.as('deputy', method, at, body))).code, at).toBe(
        'account.last_administrator',
      );
    expect((await desk.as('admin', 'POST', `/api/people/${deputy.id}/disable`)).status).toBe(204);
  });
});
