import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CameraHealthEvent } from '#core/camera';
import type { CameraQuery, JournalEntry } from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import type { Scope } from '#core/org';
import { migrateDatabase } from '#db/database';
import { currentPosition, readAfter } from '#db/journal';
import {
  CredentialsError,
  findCamera,
  findOrgUnit,
  findRootPath,
  findStreamSource,
  listCameras,
  listCamerasForSweep,
  listOrgTree,
  listWarmStreams,
  recordCameraHealth,
  registerCameras,
  systemScope,
} from '#db/repositories';
import { createVault } from '#db/sealing';
import { countyPath, placeId, placePath, seedCounty, testVault } from '#test/county-rows';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { orgTreeQuery } from '../../db/repositories/org-units.ts';

const CAMERAS = 30_726; // what one county has
const query: CameraQuery = { depth: 'subtree', limit: 100 };
const county: Scope = { paths: [countyPath] };
const township: Scope = { paths: [placePath(3)] };
const nowhere: Scope = { paths: [] };

let database: TestDatabase;
let ids: CameraId[] = [];
const camera = (index: number): CameraId => ids[index] ?? ('cam_none' as CameraId);

beforeAll(async () => {
  database = await createTestDatabase();
  ids = await seedCounty(database.db, CAMERAS);
});
afterAll(() => database.close());

/** Runs something and tells what it journaled. */
async function journaled(run: () => Promise<unknown>): Promise<JournalEntry[]> {
  const after = await currentPosition(database.db);
  await run();
  return readAfter(database.db, { after, limit: 100_000, scope: systemScope });
}

/** Every page of a query, one after the other. */
async function allPages(scope: Scope, wanted: CameraQuery): Promise<CameraId[][]> {
  const pages: CameraId[][] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await listCameras(database.db, scope, {
      ...wanted,
      ...(cursor !== undefined && { cursor }),
    });
    pages.push(page.items.map((each) => each.id));
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
  }
}

describe('migrations', () => {
  it('may run again, and by several at once', async () => {
    await Promise.all([migrateDatabase(database.ownerUrl), migrateDatabase(database.ownerUrl)]);
    expect(await findRootPath(database.db)).toBe(countyPath);
  });
});

describe('the org tree', () => {
  it('counts the cameras of whole subtrees, parents first, for 30,726 cameras in one quick query', async () => {
    const startedMs = performance.now();
    const tree = await listOrgTree(database.db, county);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(tree).toHaveLength(1 + 23 + 23 * 18);
    expect(tree[0]).toMatchObject({
      path: countyPath,
      parentId: null,
      cameras: { total: CAMERAS, online: 0 },
    });
    const sum = (level: string) =>
      tree.filter((unit) => unit.level === level).reduce((total, unit) => total + unit.cameras.total, 0);
    expect(sum('township')).toBe(CAMERAS);
    expect(sum('village')).toBe(CAMERAS);
    const places = tree.map((unit) => unit.id);
    for (const unit of tree.slice(1)) {
      expect(places.indexOf(unit.parentId as OrgUnitId)).toBeLessThan(places.indexOf(unit.id));
    }
  });

  it('counts cameras by an index of units, and fetches none of them', async () => {
    await asOwner(database, 'vacuum analyze cameras');
    for (const [scope, units] of [
      [county, 1 + 23 + 23 * 18],
      [township, 1 + 18],
    ] as const) {
      const { rows } = await database.db.execute<{ 'QUERY PLAN': [{ Plan: unknown }] }>(
        sql`explain (analyze, format json) ${orgTreeQuery(scope)}`,
      );
      const plan = JSON.stringify(rows[0]?.['QUERY PLAN'][0].Plan);
      expect(plan).toMatch(/"Index Only Scan"[^{}]*"Index Name":"cameras_org_unit_health"/);
      expect(plan).not.toMatch(/"(Seq|Bitmap Heap) Scan"[^{}]*"Relation Name":"cameras"/);
      // A visit of the index for each unit, whatever the number of cameras.
      expect(plan).toContain(`"Actual Loops":${units},`);
    }
  });

  it('shows a scope its own part only', async () => {
    const tree = await listOrgTree(database.db, township);
    expect(tree.map((unit) => unit.id)).toEqual([
      placeId(3),
      ...Array.from({ length: 18 }, (_, village) => placeId(3, village)),
    ]);
    expect(await listOrgTree(database.db, nowhere)).toEqual([]);
    expect(await findOrgUnit(database.db, township, placeId(3, 1))).toMatchObject({ level: 'village' });
    expect(await findOrgUnit(database.db, township, placeId(4))).toBeNull();
    expect(await findOrgUnit(database.db, nowhere, placeId(3))).toBeNull();
  });
});

describe('listing cameras', () => {
  it('pages through every camera of the scope once, in the order of their codes', async () => {
    const pages = await allPages(township, { ...query, limit: 97 });
    const wanted = ids.filter((_, index) => index % 23 === 3);
    expect(pages.flat()).toEqual(wanted);
    expect(pages.slice(0, -1).every((page) => page.length === 97)).toBe(true);
  });

  it('goes by several subtrees, and shows nothing to an empty scope', async () => {
    const scope = { paths: [placePath(3, 1), placePath(4, 2)] };
    const found = (await allPages(scope, query)).flat();
    expect(found).toEqual(
      ids.filter((_, i) => {
        const village = Math.floor(i / 23) % 18;
        return (i % 23 === 3 && village === 1) || (i % 23 === 4 && village === 2);
      }),
    );
    expect((await listCameras(database.db, nowhere, query)).items).toEqual([]);
  });

  it('takes an org unit with or without what is below it, within the scope only', async () => {
    const of = (orgUnitId: OrgUnitId, depth: CameraQuery['depth'], scope = county) =>
      listCameras(database.db, scope, { ...query, orgUnitId, depth });
    expect((await of(placeId(3), 'unit')).items).toEqual([]);
    expect((await of(placeId(3), 'subtree')).items).toHaveLength(100);
    expect((await of(placeId(3, 1), 'unit')).items).toHaveLength(75);
    expect((await of(placeId(4), 'subtree', township)).items).toEqual([]);
    expect((await of('org_none' as OrgUnitId, 'subtree')).items).toEqual([]);
  });

  it.each([
    ['千岛湖路口30725号', 1],
    ['junction 30725', 1],
    ['JUNCTION 30725', 1],
    ['33012700001310030725', 1],
    ['路口', 100],
    ['100%', 0],
    ['_', 0],
    ['\\', 0],
    ["'; drop table cameras; --", 0],
    ['30725\0', 1],
  ])('finds by name or code, taking the words as they are: %j → %i', async (search, count) => {
    const page = await listCameras(database.db, county, { ...query, search });
    expect(page.items).toHaveLength(count);
  });
});

describe('finding cameras', () => {
  it('filters by class and health, and takes any cursor', async () => {
    const first = await listCameras(database.db, county, { ...query, class: 'II', limit: 3 });
    expect(first.items.map((each) => each.id)).toEqual([camera(1), camera(4), camera(7)]);
    expect(
      (await listCameras(database.db, county, { ...query, state: 'online', class: 'III' })).items,
    ).toEqual([]);
    for (const cursor of ['zzz', '\0', "'", '🎥']) {
      await expect(listCameras(database.db, county, { ...query, cursor })).resolves.toBeDefined();
    }
  });

  it('finds one camera within the scope, without its address', async () => {
    const found = await findCamera(database.db, township, camera(3));
    expect(found).toEqual({
      id: camera(3),
      code: '33012700001310000003',
      orgUnitId: placeId(3, 0),
      orgPath: placePath(3, 0),
      name: { zh: '千岛湖路口3号', en: 'Lake junction 3' },
      class: 'I',
      position: { lon: 119.000003, lat: 29.6 },
      view: { azimuthDeg: 3, angleDeg: 60, rangeM: 40 },
      ptz: false,
      health: { state: 'unknown' },
    });
    expect(await findCamera(database.db, township, camera(4))).toBeNull();
  });

  it('deals all cameras to the shards of a sweep, each to one', async () => {
    const dealt: CameraId[] = [];
    for (let shard = 0; shard < 4; shard++) {
      let after: CameraId | null = null;
      do {
        const page: CameraId[] = await listCamerasForSweep(database.db, systemScope, {
          shard,
          shards: 4,
          after,
          limit: 3_000,
        });
        dealt.push(...page);
        after = page.at(-1) ?? null;
      } while (after !== null);
    }
    expect(dealt.toSorted()).toEqual(ids.toSorted());
  });
});

describe('stream sources', () => {
  it('carry the credentials, which lie sealed in the table', async () => {
    const source = await findStreamSource(database.db, testVault, camera(1), 'sub');
    expect(source).toEqual({
      cameraId: camera(1),
      profile: 'sub',
      url: 'rtsp://10.0.0.1:554/1/sub',
      credentials: { username: 'viewer', password: 'canary-1' },
      deviceKey: 'device-0',
      siteKey: 'site-1',
    });
    const { rows } = await database.db.execute(sql`select * from cameras where id = ${camera(1)}`);
    expect(JSON.stringify(rows)).not.toContain('canary');
    expect(Buffer.from(rows[0]?.credentials as Buffer).includes('canary')).toBe(false);
  });

  it('are kept open where cameras are marked, the small one if there is one', async () => {
    expect(await listWarmStreams(database.db, 10)).toEqual([]);
    const marked = [camera(1), camera(4), camera(7)].toSorted();
    await database.db.execute(sql`update cameras set warm = true where id in ${marked}`);
    const warm = await listWarmStreams(database.db, 10);
    expect(warm.map(({ cameraId }) => cameraId)).toEqual(marked);
    expect(Object.fromEntries(warm.map(({ cameraId, profile }) => [cameraId, profile]))).toMatchObject({
      [camera(1)]: 'sub',
      [camera(4)]: 'main', // it has no other
    });
    expect(await listWarmStreams(database.db, 2)).toHaveLength(2);
  });

  it('are null for what is not there, and without credentials where there are none', async () => {
    expect(await findStreamSource(database.db, testVault, camera(4), 'sub')).toBeNull();
    expect(await findStreamSource(database.db, testVault, 'cam_none' as CameraId, 'main')).toBeNull();
    expect(await findStreamSource(database.db, testVault, camera(5), 'main')).toMatchObject({
      credentials: null,
    });
  });

  it('are refused when rows were swapped or the key is another', async () => {
    const other = createVault(new Uint8Array(32));
    await expect(findStreamSource(database.db, other, camera(1), 'main')).rejects.toThrow(CredentialsError);
    await database.db.execute(sql`
      update cameras set credentials = (select credentials from cameras where id = ${camera(2)})
      where id = ${camera(6)}`);
    await expect(findStreamSource(database.db, testVault, camera(6), 'main')).rejects.toThrow(
      CredentialsError,
    );
  });
});

describe('registering cameras', () => {
  const one = {
    id: 'cam_new' as CameraId,
    code: '33012700001319999999',
    orgUnitId: placeId(0, 0),
    name: { zh: '新', en: 'New' },
    class: 'I',
    position: { lon: 1, lat: 2 },
    view: { azimuthDeg: 0, angleDeg: 1, rangeM: 1 },
    mainUrl: 'rtsp://10.0.0.2/',
    subUrl: null,
    credentials: null,
    device: null,
    ptz: false,
    deviceKey: 'd',
    siteKey: 's',
  } as const;
  const register = (...cameras: (typeof one)[]) =>
    registerCameras(database.db, testVault, { cameras, actor: 'usr_1', nowMs: 5 });

  it('journals each where it stands, in the same transaction', async () => {
    const entries = await journaled(() => register(one));
    expect(entries).toMatchObject([
      { type: 'camera.registered', orgPath: placePath(0, 0), subject: one.id, actor: 'usr_1', atMs: 5 },
    ]);
  });

  it('is all or nothing', async () => {
    const fresh = { ...one, id: 'cam_fresh' as CameraId, code: '1' } as never;
    const entries = await journaled(async () => {
      await expect(register(fresh, one)).rejects.toThrow();
      await expect(register(fresh, { ...one, orgUnitId: 'org_none' as OrgUnitId })).rejects.toThrow(
        /org_none/,
      );
    });
    expect(entries).toEqual([]);
    expect(await findCamera(database.db, systemScope, 'cam_fresh' as CameraId)).toBeNull();
  });
});

describe('camera health', () => {
  const answered: CameraHealthEvent = { type: 'answered', witness: 'probe' };
  const failed: CameraHealthEvent = { type: 'failed', witness: 'stream', reason: 'no_media' };
  const observe = (cameraId: CameraId, event: CameraHealthEvent, nowMs: number) =>
    recordCameraHealth(database.db, [{ cameraId, event }], nowMs);
  const healthOf = async (id: CameraId) => (await findCamera(database.db, systemScope, id))?.health;

  it('is kept as it was decided, in every state', async () => {
    const id = camera(10);
    await observe(id, failed, 1_000);
    await observe(id, failed, 2_000);
    expect(await healthOf(id)).toEqual({
      state: 'offline',
      sinceMs: 1_000,
      seenMs: 2_000,
      witness: 'stream',
      reason: 'no_media',
    });
    await observe(id, answered, 3_000); // H3: the stream's word is fresh
    expect(await healthOf(id)).toMatchObject({ state: 'offline', sinceMs: 1_000 });
    await observe(id, { type: 'answered', witness: 'stream' }, 4_000);
    expect(await healthOf(id)).toEqual({ state: 'online', sinceMs: 4_000, witness: 'stream' });
    const listed = await listCameras(database.db, county, { ...query, state: 'online' });
    expect(listed.items.map((each) => each.id)).toEqual([id]);
    const [root] = await listOrgTree(database.db, county);
    expect(root?.cameras.online).toBe(1);
  });

  it('journals only who came and went', async () => {
    const id = camera(11);
    const entries = await journaled(async () => {
      await observe(id, answered, 1_000);
      await observe(id, answered, 2_000);
      await observe(id, failed, 3_000);
      await observe(id, failed, 4_000);
    });
    expect(entries).toMatchObject([
      { type: 'camera.online', subject: id, actor: 'worker', atMs: 1_000, orgPath: placePath(11, 0) },
      { type: 'camera.offline', subject: id, actor: 'gateway', atMs: 3_000, payload: { reason: 'no_media' } },
    ]);
  });

  it('is recorded in bulk, unknown cameras passed over', async () => {
    const some = ids.slice(100, 1_100);
    const observations = [...some, 'cam_none' as CameraId].map((cameraId) => ({ cameraId, event: answered }));
    const entries = await journaled(async () => {
      expect(await recordCameraHealth(database.db, observations, 1)).toBe(1_000);
      expect(await recordCameraHealth(database.db, observations, 2)).toBe(0);
      expect(await recordCameraHealth(database.db, [], 3)).toBe(0);
    });
    expect(entries.map((entry) => entry.subject).toSorted()).toEqual(some.toSorted());
  });

  it('survives many writers at one camera: every change is journaled, and none undoes another', async () => {
    const some = ids.slice(2_000, 2_030);
    const entries = await journaled(() =>
      Promise.all(
        Array.from({ length: 12 }, (_, writer) =>
          recordCameraHealth(
            database.db,
            // Each in an order of its own: what would deadlock if rows were locked as they come.
            (writer % 2 === 0 ? some : some.toReversed()).map((cameraId) => ({
              cameraId,
              event: writer % 3 === 0 ? failed : { type: 'answered', witness: 'stream' as const },
            })),
            1_000 + writer,
          ),
        ),
      ),
    );
    for (const id of some) {
      const states = entries.filter((entry) => entry.subject === id).map((entry) => entry.type);
      expect(states.every((state, index) => state !== states[index - 1])).toBe(true);
      expect(`camera.${(await healthOf(id))?.state}`).toBe(states.at(-1));
    }
  });
});
