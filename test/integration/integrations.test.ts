import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CreateIntegration,
  createdIntegrationSchema,
  integrationPageSchema,
  sourceKeySchema,
  sourceListSchema,
} from '#core/contracts';
import { idOf, PeopleDesk } from '#test/people-desk';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let desk: PeopleDesk;
beforeAll(async () => {
  fixture = await webFixture();
  desk = new PeopleDesk(fixture);
});
afterAll(() => fixture.close());

const wanted = (fields: Partial<CreateIntegration> = {}): CreateIntegration => ({
  name: { zh: '指挥平台', en: 'Command platform' },
  ...{ orgUnitId: idOf('east'), role: 'operator', narrowedTo: null, expiresMs: null },
  ...fields,
});

async function create(fields: Partial<CreateIntegration> = {}) {
  const response = await desk.as('admin', 'POST', '/api/integrations', wanted(fields));
  return createdIntegrationSchema.parse(await response.json());
}

const withKey = (key: string, path = '/api/cameras', headers: Record<string, string> = {}) =>
  fixture.call('GET', path, { headers: { authorization: `Bearer ${key}`, ...headers } });

describe('an API key', () => {
  it('A10 opens what its role allows in its unit, and no more than it was narrowed to', async () => {
    const { key } = await create({ narrowedTo: ['camera.read'] });
    expect(key).toMatch(/^bwk_[\w-]{43}$/);
    const cameras = await (await withKey(key)).json();
    expect(cameras.items.map(({ orgUnitId }: { orgUnitId: string }) => orgUnitId)).toEqual([
      idOf('east'),
      idOf('eastVillage'),
    ]);
    for (const path of ['/api/alerts', '/api/people', '/api/org-units'])
      expect((await refusalOf(withKey(key, path))).code, path).toBe('access.forbidden');
    expect((await withKey((await create()).key, '/api/alerts')).status).toBe(200);
  });

  it('A10 comes in a header only, and a browser’s token in a cookie only', async () => {
    const { key } = await create();
    const cookie = await fixture.signIn('east');
    const [name = '', token = ''] = cookie.split('=');
    expect((await refusalOf(fixture.call('GET', '/api/cameras', { cookie: `${name}=${key}` }))).code).toBe(
      'auth.required',
    );
    expect((await refusalOf(withKey(token))).code).toBe('auth.required');
    // A wrong key is not made good by the cookie beside it.
    const wrong = fixture.call('GET', '/api/cameras', {
      cookie,
      headers: { authorization: `Bearer ${key}x` },
    });
    expect((await refusalOf(wrong)).code).toBe('auth.required');
    expect(
      (await fixture.call('GET', '/api/cameras', { cookie, headers: { authorization: 'Basic eA==' } }))
        .status,
    ).toBe(200);
  });

  it('A10 needs no origin, since no browser sends it for somebody', async () => {
    const { key } = await create({ role: 'administrator' });
    const headers = { authorization: `Bearer ${key}`, origin: 'https://evil.example' };
    const body = desk.person('east');
    expect((await fixture.call('POST', '/api/people', { headers, body })).status).toBe(200);
    const cookie = await fixture.signIn('admin');
    const forged = { cookie, headers: { origin: 'https://evil.example' }, body: desk.person('east') };
    expect((await refusalOf(fixture.call('POST', '/api/people', forged))).code).toBe('auth.cross_site');
  });
});

describe('the life of an API key', () => {
  it('A10 ends when it is revoked, and on its last day', async () => {
    const { id, key } = await create();
    expect((await withKey(key)).status).toBe(200);
    const { journal, audit } = await desk.told(() => desk.as('admin', 'DELETE', `/api/integrations/${id}`));
    expect(journal).toEqual(['session.ended', 'access.changed']);
    expect(audit).toMatchObject([{ action: 'integration.revoked', subject: id }]);
    expect((await withKey(key)).status).toBe(401);
    const brief = await create({ expiresMs: fixture.clock.now() + 60_000 });
    expect((await withKey(brief.key)).status).toBe(200);
    fixture.clock.jump(60_001);
    expect((await withKey(brief.key)).status).toBe(401);
  });

  it('A10 goes on however long it was not used, and its use is told', async () => {
    const { id, key } = await create();
    const listed = async () => {
      const page = await (await desk.as('eastadmin', 'GET', '/api/integrations')).json();
      return integrationPageSchema.parse(page).items.find((item) => item.id === id);
    };
    expect(await listed()).toMatchObject({ lastSeenMs: null, role: 'operator', state: 'active' });
    fixture.clock.jump(400 * 86_400_000);
    expect((await withKey(key)).status).toBe(200);
    await desk.settle('eastadmin');
    expect((await listed())?.lastSeenMs).toBeGreaterThan(fixture.clock.now() - 60_000);
    await desk.settle('admin');
  });

  it('A10 shows it to its maker only', async () => {
    const { audit } = await desk.told(async () => {
      const { key } = await create();
      const dump = await fixture.db.execute(
        "select string_agg(t::text, '') as text from (select a::text from audit_log a union all select j::text from journal j union all select u::text from users u) t",
      );
      expect(String(dump.rows[0]?.text)).not.toContain(key);
    });
    expect(audit.map(({ action }) => action)).toEqual(['integration.created']);
  });
});

describe('what is refused of API keys', () => {
  it('A10 one that asks too often has to wait', async () => {
    const { key } = await create();
    const answers: Response[] = [];
    // However slow the machine is: a refused one comes, and not before the burst is used up.
    while (answers.length < 4_000 && answers.every(({ status }) => status === 200))
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => withKey(key, '/api/session')))));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(400);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ code: 'integration.too_many' });
    expect(refused?.headers.get('retry-after')).toBe('1');
  });

  it.each([
    ['the role of an auditor', { role: 'auditor' }, 'account.role_not_for_kind'],
    ['an action its role has not', { narrowedTo: ['org.manage'] }, 'account.action_beyond_role'],
    ['no action at all', { narrowedTo: [] }, 'body.invalid'],
    ['a day that is over', { expiresMs: 5 }, 'account.expires_in_past'],
  ] as const)('%s is refused', async (_, fields, code) => {
    const body = { ...wanted(), ...fields };
    expect((await refusalOf(desk.as('admin', 'POST', '/api/integrations', body))).code).toBe(code);
  });

  it('A1 one of another unit is listed for nobody, made by nobody and revoked by nobody', async () => {
    const { id } = await create({ orgUnitId: idOf('west') });
    const page = await (await desk.as('eastadmin', 'GET', '/api/integrations')).json();
    expect(integrationPageSchema.parse(page).items.map((item) => item.id)).not.toContain(id);
    for (const call of [
      desk.as('eastadmin', 'DELETE', `/api/integrations/${id}`),
      desk.as('eastadmin', 'POST', '/api/integrations', wanted({ orgUnitId: idOf('county') })),
    ])
      expect((await refusalOf(call)).code).toBe('not_found');
  });
});

describe('a source of signals', () => {
  const sources = async (by: string) =>
    sourceListSchema.parse(await (await desk.as(by, 'GET', '/api/sources')).json()).items;
  const keyFrom = async (answer: Promise<Response>) => sourceKeySchema.parse(await (await answer).json()).key;
  const sendWith = async (key: string) => {
    const [body, timestamp] = [JSON.stringify({ alerts: [] }), String(fixture.clock.now())];
    const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('base64url');
    const headers = {
      'x-beaconwall-source': 'checkpoints',
      'x-beaconwall-timestamp': timestamp,
      'x-beaconwall-signature': signature,
    };
    const { code } = await (await fixture.call('POST', '/api/ingest/alerts', { body, headers })).json();
    return code;
  };

  it('is made, barred, let in again and given another key by who administers the root', async () => {
    let key = '';
    const { audit } = await desk.told(async () => {
      key = await keyFrom(desk.as('admin', 'POST', '/api/sources', { name: 'checkpoints' }));
      // The signature is good; that there is nothing in it comes after.
      expect(await sendWith(key)).not.toBe('ingest.bad_signature');
      await desk.as('admin', 'PUT', '/api/sources/checkpoints', { enabled: false });
      expect(await sendWith(key)).toBe('ingest.bad_signature');
      await desk.as('admin', 'PUT', '/api/sources/checkpoints', { enabled: true });
      await desk.as('admin', 'PUT', '/api/sources/checkpoints', { enabled: true });
      const other = await keyFrom(desk.as('admin', 'POST', '/api/sources/checkpoints/key'));
      expect(await sendWith(key)).toBe('ingest.bad_signature');
      expect(await sendWith(other)).not.toBe('ingest.bad_signature');
    });
    expect(audit.map(({ action }) => action)).toEqual([
      'source.created',
      'source.disabled',
      'source.enabled',
      'source.key_rotated',
    ]);
    expect(await sources('admin')).toMatchObject([{ name: 'checkpoints', enabled: true }]);
    const twice = desk.as('admin', 'POST', '/api/sources', { name: 'checkpoints' });
    expect((await refusalOf(twice)).code).toBe('source.name_taken');
  });

  it('A1 does not exist for who administers a part only', async () => {
    expect(await sources('eastadmin')).toEqual([]);
    for (const [method, path, body] of [
      ['POST', '/api/sources', { name: 'mine' }],
      ['PUT', '/api/sources/checkpoints', { enabled: false }],
      ['POST', '/api/sources/checkpoints/key', undefined],
      ['PUT', '/api/sources/..%2f', { enabled: false }],
    ] as const)
      expect((await refusalOf(desk.as('eastadmin', method, path, body))).code, path).toBe('not_found');
  });
});
