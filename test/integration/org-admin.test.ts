import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alertListSchema,
  importOrgUnitsResponseSchema,
  orgMovePreviewSchema,
  orgTreeSchema,
  orgUnitChangedSchema,
  orgUnitDetailSchema,
} from '#core/contracts';
import { currentPosition, readAfter } from '#db/journal';
import { systemScope } from '#db/repositories';
import { routedAlert, seedDispatch } from '#test/dispatch-fixture';
import { disconnected, openWallClient, outcomeOf, Received, resume } from '#test/wall-client';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';
import { workbookOf } from '#test/workbook';

let fixture: WebFixture;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  fixture = await webFixture();
  await seedDispatch(fixture);
  for (const username of ['county', 'admin', 'eastadmin', 'east', 'west', 'auditor'])
    cookies[username] = await fixture.signIn(username);
});
afterAll(() => fixture.close());

const call = (username: string, method: string, path: string, body?: unknown) =>
  fixture.call(method, `/api/org-units${path}`, {
    cookie: cookies[username] ?? '',
    ...(body !== undefined && { body }),
  });
const refused = (username: string, method: string, path: string, body?: unknown) =>
  refusalOf(call(username, method, path, body));
async function changed(response: Promise<Response>) {
  const answer = await response;
  expect(answer.status).toBe(200);
  return orgUnitChangedSchema.parse(await answer.json());
}
const detail = async (id: string, username = 'admin') =>
  orgUnitDetailSchema.parse(await (await call(username, 'GET', `/${id}`)).json());
const nameOf = (text: string) => ({ zh: text, en: text });

let serial = 200;
/** A township of its own with a village, for tests that change it. */
async function township() {
  serial += 1;
  const code = `330100${serial}`;
  const top = await changed(
    call('admin', 'POST', '', { parentId: 'org_county', level: 'township', code, name: nameOf(code) }),
  );
  const village = await changed(
    call('admin', 'POST', '', {
      parentId: top.id,
      level: 'village',
      code: `${code}001`,
      name: nameOf(`${code}001`),
    }),
  );
  return { code, top, village };
}

async function newsSince(after: string) {
  const entries = await readAfter(fixture.db, { after, limit: 100, scope: systemScope });
  return entries.map(({ type, orgPath, payload }) => ({ type, orgPath, payload }));
}
async function audited(subject: string) {
  const { rows } = await fixture.db.execute(
    sql`select action, actor_name as "actorName", org_path::text as "orgPath", detail from audit_log
      where subject = ${subject} order by seq`,
  );
  return rows;
}

describe('a new unit', () => {
  it('is made below another, told of, and audited', async () => {
    const after = await currentPosition(fixture.db);
    const { top, village } = await township();
    expect(village.path).toBe(`${top.path}.${village.path.split('.').at(-1)}`);
    expect(await newsSince(after)).toMatchObject([
      { type: 'org.changed', orgPath: top.path, payload: { change: 'created' } },
      { type: 'org.changed', orgPath: village.path, payload: { orgUnitId: village.id } },
    ]);
    expect(await audited(village.id)).toMatchObject([
      { action: 'org.created', actorName: 'admin', orgPath: village.path, detail: { level: 'village' } },
    ]);
  });

  it.each([
    ['a taken code', { code: '330100101' }, 409, 'org.code_taken'],
    ['a level beside its parent', { level: 'county', code: '330101' }, 409, 'org.level_mismatch'],
    ['a code of another level', { code: '330100' }, 422, 'body.invalid'],
    ['a code that is no number', { code: "x'; drop" }, 422, 'body.invalid'],
    ['no name', { name: { zh: ' ', en: 'x' } }, 422, 'body.invalid'],
    ['a parent that is not there', { parentId: 'org_nowhere' }, 404, 'not_found'],
    ['a parent that cannot be', { parentId: '__proto__' }, 422, 'body.invalid'],
  ])('with %s is refused', async (_, change, status, code) => {
    const body = {
      ...{ parentId: 'org_county', level: 'township', code: '330100199', name: nameOf('x') },
      ...change,
    };
    expect(await refused('admin', 'POST', '', body)).toMatchObject({ status, code });
  });

  it('sent twice at once is made once', async () => {
    const body = { parentId: 'org_east', level: 'village', code: '330100101299', name: nameOf('x') };
    const answers = await Promise.all([call('admin', 'POST', '', body), call('admin', 'POST', '', body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('who may change the tree', () => {
  it('is an administrator, of their own part of it; the rest is not there', async () => {
    expect(await refused('county', 'GET', '/org_east')).toMatchObject({ status: 403 });
    expect(await refused('auditor', 'GET', '/org_east')).toMatchObject({ status: 403 });
    const body = { version: 1, name: nameOf('x'), code: '330100102' };
    const move = { version: 1, parentId: 'org_west' };
    for (const [method, path, sent] of [
      ['GET', '/org_west'],
      ['PUT', '/org_west', body],
      ['PUT', '/org_county', body],
      ['PUT', '/org_west/border', { version: 1, geoJson: null }],
      ['POST', '/org_west/close', { version: 1 }],
      ['POST', '/org_west/reopen', { version: 1 }],
      ['POST', '/org_eastvillage/move', move],
      ['GET', '/org_eastvillage/move-preview?parentId=org_west'],
      ['GET', '/__proto__'],
    ] as const)
      expect(await refused('eastadmin', method, path, sent)).toMatchObject({ status: 404 });
    expect((await detail('org_eastvillage', 'eastadmin')).around).toEqual([]);
  });
});

describe('a changed unit', () => {
  it('has its new name, unless somebody was quicker', async () => {
    const { village, code } = await township();
    const body = { version: 1, name: { zh: '新村', en: 'New' }, code: `${code}001` };
    expect(await changed(call('admin', 'PUT', `/${village.id}`, body))).toMatchObject({ version: 2 });
    expect(await refused('admin', 'PUT', `/${village.id}`, body)).toMatchObject({
      status: 409,
      code: 'org.changed_meanwhile',
    });
    expect(await detail(village.id)).toMatchObject({ name: { zh: '新村' }, version: 2 });
  });

  it('with a new code takes all below it to the new path', async () => {
    const { top, village, code } = await township();
    serial += 1;
    const body = { version: 1, name: nameOf('x'), code: `330100${serial}` };
    const after = await changed(call('admin', 'PUT', `/${top.id}`, body));
    expect(after.path).toBe(`330100.330100${serial}`);
    expect((await detail(village.id)).path).toBe(`${after.path}.${code}001`);
    expect(await refused('admin', 'PUT', `/${top.id}`, { ...body, version: 2, code: '12' })).toMatchObject({
      code: 'org.bad_code',
    });
  });

  it('has a border, which is shown around its neighbours', async () => {
    const { top, village } = await township();
    const ring = [
      [119, 29],
      [119.1, 29],
      [119.1, 29.1],
      [119, 29],
    ];
    const geoJson = { type: 'Polygon', coordinates: [ring] };
    await changed(call('admin', 'PUT', `/${village.id}/border`, { version: 1, geoJson }));
    expect((await detail(village.id)).border).toEqual([[ring]]);
    expect((await detail(top.id)).around).toMatchObject([{ id: village.id, relation: 'child' }]);
    const open = { type: 'Polygon', coordinates: [ring.slice(0, 3)] };
    expect(
      await refused('admin', 'PUT', `/${village.id}/border`, { version: 2, geoJson: open }),
    ).toMatchObject({ code: 'org.bad_border', errors: [{ path: 'geoJson', message: 'too_few_vertices' }] });
    await changed(call('admin', 'PUT', `/${village.id}/border`, { version: 2, geoJson: null }));
    expect((await detail(village.id)).border).toBeNull();
  });
});

describe('a closed unit', () => {
  it('is closed from below, takes nothing new, keeps what it has, and opens from above', async () => {
    const { top, village } = await township();
    const close = (id: string, version: number) => call('admin', 'POST', `/${id}/close`, { version });
    expect(await refusalOf(close(top.id, 1))).toMatchObject({ code: 'org.has_open_units' });
    await changed(close(village.id, 1));
    await changed(close(top.id, 1));
    const created = { parentId: top.id, level: 'grid', code: '1', name: nameOf('x') };
    expect(await refused('admin', 'POST', '', created)).toMatchObject({ code: 'org.closed' });
    const move = { version: (await detail('org_westvillage')).version, parentId: top.id };
    expect(await refused('admin', 'POST', '/org_westvillage/move', move)).toMatchObject({
      code: 'org.closed',
    });
    const tree = orgTreeSchema.parse(await (await call('county', 'GET', '')).json());
    expect(tree.units.find(({ id }) => id === village.id)).toMatchObject({ closed: true });
    expect(await refused('admin', 'POST', `/${village.id}/reopen`, { version: 2 })).toMatchObject({
      code: 'org.closed',
    });
    await changed(call('admin', 'POST', `/${top.id}/reopen`, { version: 2 }));
    await changed(call('admin', 'POST', `/${village.id}/reopen`, { version: 2 }));
    expect((await audited(village.id)).map(({ action }) => action)).toEqual([
      'org.created',
      'org.closed',
      'org.reopened',
    ]);
  });

  it('is not the root', async () => {
    const { version } = await detail('org_county');
    expect(await refused('admin', 'POST', '/org_county/close', { version })).toMatchObject({
      code: 'org.is_root',
    });
  });
});

describe('a moved unit', () => {
  it('takes along all that is placed there; who saw it does no more, and who did not does', async () => {
    const alertId = await routedAlert(fixture, 'moving', 'east');
    await fixture.db.execute(sql`update alerts set org_path = '330100.330100101.201' where id = ${alertId}`);
    const watcher = openWallClient(fixture.web.url, { cookie: cookies.west ?? '' });
    expect(await outcomeOf(watcher)).toBe('connected');
    const heard = new Received(watcher);
    await resume(watcher, await currentPosition(fixture.db));

    const before = await detail('org_eastvillage');
    const query = '/org_eastvillage/move-preview?parentId=org_county';
    const preview = orgMovePreviewSchema.parse(await (await call('admin', 'GET', query)).json());
    expect(preview).toMatchObject({ facts: { cameras: 1, openAlerts: 1 }, gaining: 0 });
    expect(preview.losing).toBeGreaterThan(2);

    const position = await currentPosition(fixture.db);
    // Another village of that number is there already.
    const toWest = { version: before.version, parentId: 'org_west' };
    expect(await refused('admin', 'POST', '/org_eastvillage/move', toWest)).toMatchObject({
      code: 'org.code_taken',
    });
    const recoded = { version: before.version, name: before.name, code: '330100101207' };
    const { version } = await changed(call('admin', 'PUT', '/org_eastvillage', recoded));
    const moved = await changed(
      call('admin', 'POST', '/org_eastvillage/move', { version, parentId: 'org_west' }),
    );
    expect(moved.path).toBe('330100.330100102.330100101207');

    const { rows } = await fixture.db.execute(sql`
      select org_path::text as path from cameras where org_unit_id = 'org_eastvillage'
      union all select org_path::text from alerts where id = ${alertId}`);
    expect(rows).toEqual([{ path: moved.path }, { path: moved.path }]);
    const camera = (username: string) =>
      fixture.call('GET', '/api/cameras/cam_eastvillage', { cookie: cookies[username] ?? '' });
    expect((await camera('east')).status).toBe(404);
    expect((await camera('west')).status).toBe(200);

    // Held by the township it has left, it would be in nobody's hands.
    const list = await fixture.call('GET', '/api/alerts', { cookie: cookies.west ?? '' });
    const held = alertListSchema.parse(await list.json()).items.find(({ id }) => id === alertId);
    expect(held).toMatchObject({
      orgPath: moved.path,
      state: { phase: 'routed', holder: { orgUnitId: 'org_west', orgPath: '330100.330100102' } },
    });

    const news = await newsSince(position);
    expect(news.filter(({ type }) => type === 'org.changed').map(({ orgPath }) => orgPath)).toEqual([
      '330100.330100101.201',
      '330100.330100101.330100101207',
      '330100.330100101.330100101207',
      moved.path,
    ]);
    const access = news.findLast(({ type }) => type === 'access.changed');
    expect(access?.payload).toMatchObject({ userIds: expect.arrayContaining(['usr_east', 'usr_west']) });
    expect(JSON.stringify(access?.payload)).not.toContain('usr_county');
    expect((await audited('org_eastvillage')).at(-1)).toMatchObject({
      action: 'org.moved',
      detail: { from: '330100.330100101.330100101207', to: moved.path, cameras: 1 },
    });
    await heard.subject('org_eastvillage');
    expect(heard.entries).toMatchObject([{ type: 'org.changed', orgPath: moved.path }]);
    watcher.disconnect();
  });
});

describe('a move', () => {
  it('gives those below it new rooms: their sockets are let go, and come back', async () => {
    const { top } = await township();
    await fixture.db.execute(sql`insert into memberships (user_id, role, org_unit_id)
      values ('usr_stranger', 'operator', ${top.id})`);
    const client = openWallClient(fixture.web.url, { cookie: await fixture.signIn('stranger') });
    expect(await outcomeOf(client)).toBe('connected');
    const gone = disconnected(client);
    serial += 1;
    const body = { version: 1, name: nameOf('x'), code: `330100${serial}` };
    await changed(call('admin', 'PUT', `/${top.id}`, body));
    expect(await gone).toBe('transport close');
    client.disconnect();
  });

  it('does not come to lie below itself, a unit of its level, or where it may not be', async () => {
    const { top, village } = await township();
    const move = (id: string, parentId: string) =>
      refused('admin', 'POST', `/${id}/move`, { version: 1, parentId });
    expect(await move(top.id, village.id)).toMatchObject({ code: 'org.inside_itself' });
    expect(await move(top.id, top.id)).toMatchObject({ code: 'org.inside_itself' });
    expect(await move(top.id, 'org_west')).toMatchObject({ code: 'org.level_mismatch' });
    expect(await move('org_county', top.id)).toMatchObject({ code: 'org.is_root' });
    expect(await move(top.id, 'org_nowhere')).toMatchObject({ code: 'not_found' });
  });

  it('moved by two at once is moved once', async () => {
    const [one, two, three] = [await township(), await township(), await township()];
    const move = (parentId: string) =>
      call('admin', 'POST', `/${one.village.id}/move`, { version: 1, parentId });
    const answers = await Promise.all([move(two.top.id), move(three.top.id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    // Crossing: each would lie below the other.
    const grids = await Promise.all(
      [two, three].map(({ village }) =>
        changed(
          call('admin', 'POST', '', { parentId: village.id, level: 'grid', code: '1', name: nameOf('g') }),
        ),
      ),
    );
    const cross = await Promise.all([
      call('admin', 'POST', `/${two.village.id}/move`, { version: 1, parentId: grids[1]?.id }),
      call('admin', 'POST', `/${three.village.id}/move`, { version: 1, parentId: grids[0]?.id }),
    ]);
    expect(cross.map(({ status }) => status)).toEqual([409, 409]);
  });
});

describe('a list of units', () => {
  const header = ['code', 'parent_code', 'level', 'name_zh', 'name_en'];
  const send = (rows: string[][], dryRun: boolean, username = 'admin') =>
    call(username, 'POST', '/import', {
      file: Buffer.from(workbookOf([header, ...rows])).toString('base64'),
      dryRun,
    });
  const outcome = async (response: Promise<Response>) =>
    importOrgUnitsResponseSchema.parse(await (await response).json());

  it('says first what it will do, and does it then: once', async () => {
    const { code } = await township();
    const rows = [
      ['01', `${code}301`, '网格', '一网格', 'Grid 1'],
      [`${code}301`, code, '村', '<img onerror=x>', ''],
      [`${code}001`, code, 'village', '新名', 'New name'],
      [code, '330100', 'township', code, code],
    ];
    const position = await currentPosition(fixture.db);
    const counts = { created: 2, renamed: 1, unchanged: 1 };
    const dry = await outcome(send(rows, true));
    expect(dry).toMatchObject({ ...counts, applied: false });
    expect(dry.changes).toContainEqual({
      kind: 'renamed',
      parentCode: code,
      code: `${code}001`,
      name: { zh: '新名', en: 'New name' },
      before: nameOf(`${code}001`),
    });
    expect(await newsSince(position)).toEqual([]);
    expect(await outcome(send(rows, false))).toMatchObject({ ...counts, applied: true });
    expect(await outcome(send(rows, false))).toMatchObject({ created: 0, renamed: 0, unchanged: 4 });
    const tree = orgTreeSchema.parse(await (await call('county', 'GET', '')).json());
    expect(tree.units.filter(({ path }) => path.includes(`.${code}.`)).map(({ name }) => name.zh)).toEqual([
      '新名',
      '<img onerror=x>',
      '一网格',
    ]);
  });

  it('with a wrong row names its line and column, and nothing of it is applied', async () => {
    const { code, village } = await township();
    const { version } = await detail(village.id);
    await changed(call('admin', 'POST', `/${village.id}/close`, { version }));
    const position = await currentPosition(fixture.db);
    const rows = [
      [`${code}401`, code, 'village', '可以', ''],
      ['01', '999999', 'grid', 'x', ''],
      [`${code}402`, `${code}401`, 'village', 'x', ''],
      [`${code}001`, code, 'grid', 'x', ''],
      ['02', `${code}001`, 'grid', 'x', ''],
    ];
    const answer = await refusalOf(send(rows, false));
    expect(answer).toMatchObject({ status: 422, code: 'import.invalid' });
    expect(answer.rows).toEqual([
      { line: 3, column: 'parent_code', error: 'unknown_parent' },
      { line: 4, column: 'level', error: 'level_mismatch' },
      { line: 5, column: 'level', error: 'other_level' },
      { line: 6, column: 'parent_code', error: 'parent_closed' },
    ]);
    expect(await newsSince(position)).toEqual([]);
  });

  it('of a township reaches no other', async () => {
    const rows = [['330100102888', '330100102', 'village', 'x', '']];
    expect(await refusalOf(send(rows, false, 'eastadmin'))).toMatchObject({
      rows: [{ line: 2, column: 'parent_code', error: 'unknown_parent' }],
    });
    expect(await refusalOf(send(rows, false, 'county'))).toMatchObject({ status: 403 });
  });
});
