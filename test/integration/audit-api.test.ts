import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditItem, auditPageSchema, auditVerificationSchema } from '#core/contracts';
import type { CameraId, OrgUnitId, SessionId, UserId } from '#core/kit';
import { verifyChain } from '#db/audit';
import { createUser, saveViewings } from '#db/repositories';
import { routedAlert, seedDispatch } from '#test/dispatch-fixture';
import { startFakeGateway } from '#test/fake-gateway';
import { onlyGateway } from '#test/only-gateway';
import { cameraOf, pathOf, refusalOf, units, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let auditor = '';
let westAuditor = '';
let operator = '';
let admin = '';
beforeAll(async () => {
  fixture = await webFixture();
  await seedDispatch(fixture);
  const { rows } = await fixture.db.execute(sql`select password_hash from users where username = 'county'`);
  await createUser(fixture.db, {
    ...{ id: 'usr_westauditor' as UserId, username: 'westauditor', locale: 'zh', nowMs: 1 },
    passwordHash: String(rows[0]?.password_hash),
    displayName: { zh: '审计员', en: 'Auditor' },
    memberships: [{ role: 'auditor', orgUnitId: units.west.id as OrgUnitId }],
  });
  auditor = await fixture.signIn('auditor');
  westAuditor = await fixture.signIn('westauditor');
  operator = await fixture.signIn('county');
  admin = await fixture.signIn('admin');
});
afterAll(() => fixture.close());

async function search(query: string, cookie = auditor): Promise<AuditItem[]> {
  const response = await fixture.call('GET', `/api/audit?${query}`, { cookie });
  expect(response.status).toBe(200);
  return auditPageSchema.parse(await response.json()).items;
}

/** Somebody was sent the pictures of a camera; null: and still is. */
function watch(username: string, cameraId: CameraId, toMs: number | null = 2_000): Promise<void> {
  const viewing = {
    ...{ sessionId: 'ses_watching' as SessionId, userId: `usr_${username}` as UserId, cameraId },
    ...{ profile: 'main' as const, address: '10.9.8.7', fromMs: 1_000 },
  } as const;
  const none = { gatewayId: 'gw_test', nowMs: 3_000, begun: [], lasting: [], ended: [], lost: 0 };
  return saveViewings(fixture.db, {
    ...none,
    ...(toMs === null ? { lasting: [viewing] } : { ended: [{ viewing, toMs }] }),
  });
}

describe('S20: the audit log, read', () => {
  it('tells of viewings by whom, of which camera, from when until when, from where', async () => {
    await watch('county', cameraOf('eastVillage'));
    await watch('county', cameraOf('eastVillage'), null);
    expect(await search(`group=viewing&subject=${cameraOf('eastVillage')}`)).toMatchObject([
      { action: 'viewing.started', detail: { fromMs: 1_000, profile: 'main' } },
      {
        ...{ action: 'viewing.ended', actor: 'usr_county', actorName: 'county', address: '10.9.8.7' },
        ...{ subject: cameraOf('eastVillage'), orgPath: pathOf('eastVillage') },
        detail: { fromMs: 1_000, toMs: 2_000, profile: 'main' },
        subjectName: { en: 'eastVillage camera' },
      },
    ]);
  });

  it('shows an auditor the units of their scope, and no other’s', async () => {
    await watch('county', cameraOf('west'));
    await watch('county', cameraOf('east'));
    const seen = await search('group=viewing', westAuditor);
    expect(seen.map(({ subject }) => subject)).toEqual([cameraOf('west')]);
    expect(await search(`group=viewing&orgUnitId=${units.east.id}`, westAuditor)).toEqual([]);
  });

  it('narrows by user name, address, action, unit, camera name and time, in one page after another', async () => {
    expect((await search('actor=county&group=viewing')).length).toBeGreaterThan(2);
    expect(await search('actor=nobody')).toEqual([]);
    expect(await search('address=10.9.8.7&action=viewing.started')).toHaveLength(1);
    expect((await search('subject=eastVillage%20cam')).length).toBeGreaterThanOrEqual(2);
    expect((await search(`orgUnitId=${units.east.id}&group=viewing`)).length).toBe(3);
    expect(await search('fromMs=1500&untilMs=2001&group=viewing&actor=usr_county')).toHaveLength(3);
    const pages: number[] = [];
    for (let cursor: number | null = null; ; ) {
      const path: string = `/api/audit?limit=3&group=sign_in${cursor === null ? '' : `&cursor=${cursor}`}`;
      const page = auditPageSchema.parse(await (await fixture.call('GET', path, { cookie: auditor })).json());
      pages.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(pages).toEqual([...new Set(pages)].sort((a, b) => b - a));
    expect(pages.length).toBeGreaterThanOrEqual(4);
  });
});

describe('S20: whoever reads the audit log', () => {
  it('is on record, once a search', async () => {
    await search('group=viewing&address=1.2.3.4');
    await fixture.call('GET', '/api/audit?group=viewing&cursor=999', { cookie: auditor });
    const looks = await search('action=audit.read&actor=auditor');
    expect(looks.filter(({ detail }) => detail.address === '1.2.3.4')).toHaveLength(1);
    expect(looks.filter(({ detail }) => detail.cursor !== undefined)).toEqual([]);
  });

  it('is an auditor', async () => {
    for (const cookie of [operator, admin]) {
      for (const [method, path] of [
        ['GET', '/api/audit'],
        ['GET', '/api/audit/export'],
        ['POST', '/api/audit/verify'],
      ] as const)
        expect(await refusalOf(fixture.call(method, path, { cookie }))).toMatchObject({ status: 403 });
    }
  });

  it.each(['fromMs=x', 'group=all', 'action=constructor', 'cursor=0', 'limit=201', 'orgUnitId=__proto__'])(
    'refuses what cannot be asked: %s',
    async (query) => {
      const refused = await refusalOf(fixture.call('GET', `/api/audit?${query}`, { cookie: auditor }));
      expect(refused).toMatchObject({ status: 400, code: 'query.invalid' });
    },
  );

  it.each(["actor=';drop table users;--", 'subject=%25%00', 'address=%F0', 'subject=_'])(
    'takes anything for text: %s',
    async (query) => expect(await search(query)).toEqual([]),
  );
});

describe('S20: the audit log, taken along', () => {
  it('comes as CSV of what was searched for, and that is on record', async () => {
    const response = await fixture.call('GET', '/api/audit/export?group=viewing', { cookie: westAuditor });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/);
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`viewing.ended,county,usr_county,10.9.8.7,${cameraOf('west')}`);
    expect(await search('action=audit.exported', westAuditor)).toMatchObject([
      { actor: 'usr_westauditor', detail: { group: 'viewing' } },
    ]);
  });

  it('is followed over its newest rows, and says what to note down', async () => {
    const response = await fixture.call('POST', '/api/audit/verify', { cookie: auditor });
    const verified = auditVerificationSchema.parse(await response.json());
    const { last } = await verifyChain(fixture.db);
    expect(verified).toMatchObject({ firstSeq: 1, lastSeq: last?.seq, broken: null });
    expect(verified.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not exported over and over', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => fixture.call('POST', '/api/audit/verify', { cookie: westAuditor })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('S19: what people do is on record', () => {
  it('writes a movement of a camera down once, however long it is held', async () => {
    const gateway = await startFakeGateway();
    try {
      gateway.answers('/internal/ptz', { outcome: 'done', presets: [] });
      const web = await fixture.startWeb({ gateways: onlyGateway(gateway.url) });
      await fixture.db.execute(sql`
        update cameras set ptz = true, onvif_url = 'http://10.1.1.1/onvif', profile_token = 'p'
        where id = ${cameraOf('east')}`);
      const cookie = await fixture.signIn('county', web);
      const send = (body: object) =>
        fetch(`${web.url}/api/cameras/${cameraOf('east')}/ptz`, {
          ...{ method: 'POST', body: JSON.stringify(body) },
          headers: { cookie, 'content-type': 'application/json' },
        });
      const move = { op: 'move', pan: 1, tilt: 0, zoom: 0 };
      for (const command of [move, move, move, { op: 'stop' }, { op: 'list_presets' }])
        expect((await send(command)).status).toBe(200);
      expect((await send({ op: 'goto_preset', preset: '3' })).status).toBe(200);
    } finally {
      await gateway.close();
    }
    const rows = await search('action=camera.ptz');
    expect(rows).toMatchObject([
      { actorName: 'county', subject: cameraOf('east'), detail: { op: 'goto_preset', preset: '3' } },
      { actorName: 'county', address: '127.0.0.1', orgPath: pathOf('east'), detail: { op: 'move', pan: 1 } },
    ]);
  });

  it('writes down who took an alert on, put it aside, and sent whom', async () => {
    const chief = await fixture.signIn('chief');
    const post = async (path: string, body?: object) => {
      const response = await fixture.call('POST', path, { cookie: chief, ...(body && { body }) });
      expect(response.status, path).toBe(200);
    };
    const [first, second] = [
      await routedAlert(fixture, 'audit-1', 'east'),
      await routedAlert(fixture, 'audit-2', 'east'),
    ];
    await post(`/api/alerts/${first}/acknowledge`);
    await post(`/api/alerts/${first}/clear`);
    await post(`/api/alerts/${second}/dispatch`, { squadId: 'sqd_east' });
    expect(await search('group=alerts&actor=chief')).toMatchObject([
      { action: 'squad.dispatched', detail: { event: 'dispatch', squadId: 'sqd_east' } },
      { action: 'alert.handled', subject: first, detail: { event: 'clear' } },
      { action: 'alert.handled', subject: first, orgPath: pathOf('east'), detail: { event: 'acknowledge' } },
    ]);
  });
});

describe('S19: what is on record', () => {
  it('never holds a camera’s password, nor anybody’s', async () => {
    const canary = 'canary-9f3a';
    const [camera] = [
      {
        ...{ code: null, orgUnitId: units.east.id, name: { zh: '新', en: 'new' }, class: 'III', ptz: false },
        position: { lon: 120, lat: 30 },
        view: { azimuthDeg: 0, angleDeg: 60, rangeM: 50 },
        ...{ mainUrl: 'rtsp://10.1.1.1/main', subUrl: null, profileToken: null },
      },
    ];
    const credentials = { username: 'camera', password: canary };
    const registered = await fixture.call('POST', '/api/cameras', {
      cookie: admin,
      body: { address: null, credentials, cameras: [camera] },
    });
    expect(registered.status).toBe(200);
    const inspected = await fixture.call('POST', '/api/devices/inspect', {
      cookie: admin,
      body: { address: { host: '10.1.1.1' }, credentials },
    });
    expect(inspected.status).toBe(503); // the gateway is away; that it was asked for is on record
    await fixture.call('POST', '/api/session', { body: { username: 'county', password: canary } });
    const rows = await search('group=cameras&actor=admin');
    expect(rows).toMatchObject([
      { action: 'camera.inspected', actorName: 'admin', subject: '10.1.1.1:80' },
      { action: 'camera.registered', actorName: 'admin', orgPath: pathOf('east'), detail: { nameEn: 'new' } },
    ]);
    for (const table of ['audit_log', 'journal']) {
      const { rows: found } = await fixture.db.execute(
        sql.raw(`select count(*)::int as n from ${table} t where t::text like '%${canary}%'`),
      );
      expect(found).toEqual([{ n: 0 }]);
    }
  });

  it('is bounded for who guesses: an address that is locked out adds no rows', async () => {
    const guess = (n: number) =>
      fixture.call('POST', '/api/session', { body: { username: `guess${n}`, password: 'x' } });
    const statuses: number[] = [];
    for (let n = 0; n < 130; n++) statuses.push((await guess(n)).status);
    expect(statuses.at(-1)).toBe(429);
    const { rows } = await fixture.db.execute(
      sql`select count(*)::int as n from audit_log where action = 'session.refused'`,
    );
    expect(rows[0]?.n).toBeLessThanOrEqual(101);
  });
});
