import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cameraPageSchema,
  orgTreeSchema,
  streamTicketResponseSchema,
  TICKET_LIFETIME_MS,
  verifyTicket,
} from '#core/contracts';
import { cameraOf, type UnitName, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  fixture = await webFixture();
  for (const username of ['county', 'east', 'west', 'both', 'admin', 'patrol', 'stranger']) {
    cookies[username] = await fixture.signIn(username);
  }
});
afterAll(() => fixture.close());

const as = (username: string, method: string, path: string, body?: unknown) =>
  fixture.call(method, path, { cookie: cookies[username] ?? '', ...(body !== undefined && { body }) });

const ticketsFor = (username: string, ...names: UnitName[]) =>
  as(username, 'POST', '/api/stream-tickets', {
    streams: names.map((unit) => ({ cameraId: cameraOf(unit), profile: 'sub' })),
  });

/** Who sees which org units, and cameras of which. */
const visible: Record<string, { tree: UnitName[]; cameras: UnitName[]; watch: UnitName[] }> = {
  county: everywhere(),
  east: only('east', 'eastVillage'),
  west: only('west', 'westVillage'),
  both: { ...only('east', 'eastVillage'), tree: ['county', 'east', 'eastVillage', 'west', 'westVillage'] },
  admin: everywhere(),
  patrol: only(),
  stranger: only(),
};

function only(...names: UnitName[]) {
  return { tree: names, cameras: names, watch: names };
}
function everywhere() {
  return only('county', 'east', 'eastVillage', 'west', 'westVillage');
}
const all = everywhere().tree;

describe.each(Object.entries(visible))('scope of %s', (username, { tree, cameras, watch }) => {
  it('the tree holds their subtrees and nothing else', async () => {
    const response = await as(username, 'GET', '/api/org-units');
    if (tree.length === 0) return expect(response.status).toBe(403);
    const { units } = orgTreeSchema.parse(await response.json());
    expect(units.map((unit) => unit.name.en)).toEqual(tree);
  });

  it('the list of cameras too', async () => {
    const response = await as(username, 'GET', '/api/cameras');
    if (cameras.length === 0) return expect(response.status).toBe(403);
    const { items } = cameraPageSchema.parse(await response.json());
    expect(items.map((item) => item.id)).toEqual(cameras.map(cameraOf));
  });

  it('a camera elsewhere is answered like one that does not exist', async () => {
    for (const unit of all) {
      const response = await as(username, 'GET', `/api/cameras/${cameraOf(unit)}`);
      const refused = cameras.length === 0 ? 403 : 404;
      expect(response.status, unit).toBe(cameras.includes(unit) ? 200 : refused);
    }
    if (cameras.length === 0) return;
    const [foreign, unknown] = await Promise.all(
      [cameraOf('west'), 'cam_0'].map((id) => as('east', 'GET', `/api/cameras/${id}`)),
    );
    expect(await foreign?.json()).toEqual(await unknown?.json());
  });

  it('tickets are for cameras they may watch', async () => {
    for (const unit of all) {
      const response = await ticketsFor(username, unit);
      const refused = watch.length === 0 ? 403 : 404;
      expect(response.status, unit).toBe(watch.includes(unit) ? 200 : refused);
    }
  });
});

describe('lists', () => {
  it('filtering by a unit outside the scope finds nothing, and pages go on from the cursor', async () => {
    const foreign = await as('east', 'GET', '/api/cameras?orgUnitId=org_west');
    expect(cameraPageSchema.parse(await foreign.json()).items).toEqual([]);
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = `limit=2${cursor && `&cursor=${cursor}`}`;
      const page = cameraPageSchema.parse(await (await as('county', 'GET', `/api/cameras?${query}`)).json());
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(all.map(cameraOf));
  });

  it('a camera’s password and address appear in no answer', async () => {
    const answers = await Promise.all(
      ['/api/cameras', `/api/cameras/${cameraOf('east')}`, '/api/org-units'].map(async (path) =>
        (await as('county', 'GET', path)).text(),
      ),
    );
    expect(answers.join()).not.toMatch(/canary|rtsp:|credentials/);
  });
});

describe('stream tickets', () => {
  it('say who may watch what, until when, and where', async () => {
    const before = fixture.clock.now();
    const response = await ticketsFor('east', 'east', 'eastVillage');
    const { tickets } = streamTicketResponseSchema.parse(await response.json());
    expect(tickets.map((ticket) => ticket.cameraId)).toEqual([cameraOf('east'), cameraOf('eastVillage')]);
    const [ticket] = tickets;
    expect(ticket).toMatchObject({
      playlistUrl: `http://gateway.test:8081/live/${cameraOf('east')}/sub/index.m3u8`,
      feedUrl: 'ws://gateway.test:8081/feed',
    });
    const claims = verifyTicket(ticket?.ticket ?? '', fixture.hmac, fixture.clock.now());
    expect(claims).toMatchObject({ ok: true, value: { cameraId: cameraOf('east'), profile: 'sub' } });
    expect(ticket?.expiresAtMs).toBeGreaterThanOrEqual(before + TICKET_LIFETIME_MS);
    expect(ticket?.expiresAtMs).toBeLessThanOrEqual(fixture.clock.now() + TICKET_LIFETIME_MS);
  });

  it('one foreign camera among them refuses the whole and names it', async () => {
    const response = await ticketsFor('east', 'east', 'westVillage', 'west');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'not_found',
      detail: `no camera ${cameraOf('westVillage')}`,
    });
  });
});
