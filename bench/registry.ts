/**
 * The registry of the largest county: 30,726 cameras in 128 townships and 2,285 villages. How long its list takes to
 * import; what a console waits for the tree, a search and the map; the same of its 10,720 people; and how long it
 * takes to ask every camera, over RTSP, whether it is there.
 */
import { importCamerasResponseSchema, importPeopleResponseSchema, orgTreeSchema } from '#core/contracts';
import { insertOrgUnits } from '#db/repositories';
import { gatewayNodeArguments } from '#server/gateway';
import { asOwner } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import type { GatewayApi } from './support/gateway-process.ts';
import { healthCounts, sweepRegistry } from './support/health-sweep.ts';
import { holding } from './support/holding.ts';
import { type Installation, startInstallation } from './support/installation.ts';
import {
  COUNTY_CODE,
  idOfCode,
  LARGE_COUNTY,
  largeCountyCameras,
  largeCountyList,
  largeCountyPeople,
  largeCountyUnits,
  SEARCHES,
  TOWNSHIP_CODE,
} from './support/large-county.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import type { SimulatorApi } from './support/simulator-process.ts';
import { signInStaff } from './support/staff.ts';
import { median, rounded } from './support/statistics.ts';

/** Which part of the cameras is asked: one in so many. */
const SWEEP_ONE_IN = { small: 10, full: 1 } as const;
/** Behind so many addresses: the gateway asks no more than a few cameras of one device at once. */
const DEVICES = 32;
const ROUNDS = 5;

interface Reading {
  readonly label: string;
  readonly ms: number;
  readonly bytes: number;
}

interface People {
  readonly imported: Reading;
  readonly pages: readonly Reading[];
}

interface Measured {
  readonly imported: Reading;
  readonly people: People;
  readonly tree: Reading;
  readonly searches: readonly Reading[];
  readonly map: Reading;
  readonly swept: number;
  readonly found: number;
  readonly sweepMs: number;
}

/** Asks the web role as a console does. @returns from the first byte sent to the last received */
async function request(url: string, cookie: string, body?: object): Promise<{ text: string; ms: number }> {
  const startMs = performance.now();
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text.slice(0, 500)}`);
  return { text, ms: performance.now() - startMs };
}

/** The median of several, after one to warm up. */
async function read(label: string, url: string, cookie: string): Promise<Reading> {
  const { text } = await request(url, cookie);
  const ms: number[] = [];
  for (let round = 0; round < ROUNDS; round++) ms.push((await request(url, cookie)).ms);
  return { label, ms: median(ms), bytes: Buffer.byteLength(text) };
}

/** Imports the list through the API; an empty registry takes it once, so that this is measured once. */
async function importCameras({ webUrl }: Installation, cookie: string, csv: string): Promise<Reading> {
  const { text, ms } = await request(`${webUrl}/api/cameras/import`, cookie, {
    file: Buffer.from(csv).toString('base64'),
    dryRun: false,
  });
  const { cameras } = importCamerasResponseSchema.parse(JSON.parse(text));
  if (cameras !== LARGE_COUNTY.cameras) throw new Error(`${cameras} cameras were imported`);
  return { label: 'import of the list, s', ms, bytes: Buffer.byteLength(csv) };
}

/** Imports the people, and reads the first page of them as a township does, and as the county does. */
async function measurePeople(installation: Installation, administrator: string): Promise<People> {
  const { webUrl, database } = installation;
  const list = largeCountyPeople();
  const { text, ms } = await request(`${webUrl}/api/people/import`, administrator, {
    file: Buffer.from(list).toString('base64'),
    dryRun: false,
  });
  const { accounts } = importPeopleResponseSchema.parse(JSON.parse(text));
  if (accounts !== LARGE_COUNTY.people) throw new Error(`${accounts} people were imported`);
  await database.db.execute('analyze');
  const orgUnitId = idOfCode(TOWNSHIP_CODE);
  const [leader = ''] = await signInStaff(installation, { role: 'shift_leader', orgUnitId, count: 1 });
  const pages = [
    await read('people: a township’s first page', `${webUrl}/api/people`, leader),
    await read('people: the county’s first page', `${webUrl}/api/people`, administrator),
    await read(
      'people: by state and role',
      `${webUrl}/api/people?role=patrol&state=one_time_password`,
      administrator,
    ),
    await read(
      'people: search',
      `${webUrl}/api/people?search=${encodeURIComponent('溪石村')}`,
      administrator,
    ),
  ];
  return { imported: { label: 'import of the people', ms, bytes: Buffer.byteLength(list) }, pages };
}

async function readAll({ webUrl }: Installation, cookie: string) {
  const tree = await read('tree', `${webUrl}/api/org-units`, cookie);
  const { units } = orgTreeSchema.parse(JSON.parse((await request(`${webUrl}/api/org-units`, cookie)).text));
  if (units[0]?.cameras.total !== LARGE_COUNTY.cameras) throw new Error('cameras are missing in the tree');
  const searches: Reading[] = [];
  for (const { label, text } of SEARCHES) {
    const url = `${webUrl}/api/cameras?search=${encodeURIComponent(text)}`;
    searches.push(await read(`search: ${label}`, url, cookie));
  }
  return { tree, searches, map: await read('map source', `${webUrl}/api/map`, cookie) };
}

async function measure(held: AsyncDisposableStack, context: BenchmarkContext): Promise<Measured> {
  const { size, signal, progress } = context;
  progress('starting PostgreSQL, web, gateway and cameras');
  const installation = await startInstallation(held);
  const { database, keys } = installation;
  const codes = largeCountyCameras();
  const cameras = held.use(
    startChild<SimulatorApi>(new URL('./support/simulator-process.ts', import.meta.url)),
  );
  const csv = largeCountyList(codes, await cameras.ask('startAsRecorded', codes, DEVICES));
  const gateway = held.use(
    startChild<GatewayApi>(new URL('./support/gateway-process.ts', import.meta.url), gatewayNodeArguments()),
  );
  const { port } = await gateway.ask('startOnDatabase', database.url, keys);
  await insertOrgUnits(database.db, largeCountyUnits());
  const orgUnitId = idOfCode(COUNTY_CODE);
  const [administrator = ''] = await signInStaff(installation, {
    role: 'administrator',
    orgUnitId,
    count: 1,
  });
  const [operator = ''] = await signInStaff(installation, { role: 'operator', orgUnitId, count: 1 });

  progress(`importing ${LARGE_COUNTY.cameras} cameras`);
  const imported = await importCameras(installation, administrator, csv);
  // As autovacuum does by itself, within a minute.
  await asOwner(database, 'vacuum analyze');
  progress(`importing ${LARGE_COUNTY.people} people`);
  const people = await measurePeople(installation, administrator);
  progress('reading');
  const readings = await readAll(installation, operator);
  progress(SWEEP_ONE_IN[size] === 1 ? 'asking every camera' : `asking one camera in ${SWEEP_ONE_IN[size]}`);
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const sweepMs = await sweepRegistry({ database, keys, gatewayUrl, oneIn: SWEEP_ONE_IN[size], signal });
  const { online, offline } = await healthCounts(database.db);
  return { imported, people, ...readings, swept: online + offline, found: online, sweepMs };
}

function resultOf(measured: Measured): BenchmarkResult {
  const { imported, people, tree, searches, map, swept, found, sweepMs } = measured;
  const figures = {
    cameras: LARGE_COUNTY.cameras,
    importMs: rounded(imported.ms, 0),
    treeMs: rounded(tree.ms, 0),
    searchMs: rounded(Math.max(...searches.map(({ ms }) => ms)), 0),
    mapMs: rounded(map.ms, 0),
    peopleImportMs: rounded(people.imported.ms, 0),
    peopleMs: rounded(Math.max(...people.pages.map(({ ms }) => ms)), 0),
    sweepMs: rounded(sweepMs, 0),
  };
  const row = ({ label, ms, bytes }: Reading, wanted: string) => [
    label,
    ms.toFixed(ms < 100 ? 1 : 0),
    (bytes / 1_024).toFixed(0),
    wanted,
  ];
  const rows = [
    row(imported, '≤ 60000'),
    row(tree, '≤ 50'),
    ...searches.map((search) => row(search, '≤ 50')),
    row(map, '≤ 300'),
    row(people.imported, '≤ 30000'),
    ...people.pages.map((page) => row(page, '≤ 50')),
    [
      `asking ${swept} cameras`,
      figures.sweepMs,
      '',
      `≤ ${Math.round((60_000 * swept) / LARGE_COUNTY.cameras)}`,
    ],
    ['… of them there', found, '', swept],
  ];
  return { table: { head: [`${LARGE_COUNTY.cameras} cameras`, 'ms', 'KiB', 'wanted'], rows }, figures };
}

await runBenchmark('registry', (context) => holding(async (held) => resultOf(await measure(held, context))));
