import { createHmac, randomBytes, randomFillSync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { expect } from 'vitest';
import type { Role } from '#core/access';
import { type Hmac, problemSchema } from '#core/contracts';
import { type CameraId, type Clock, type OrgUnitId, systemClock, type UserId } from '#core/kit';
import { type NetworkRules, parseNetworkRules } from '#core/network';
import type { OrgPath } from '#core/org';
import type { Database } from '#db/database';
import { createUser, insertOrgUnits, registerCameras } from '#db/repositories';
import { createVault } from '#db/sealing';
import { startWeb, type Web, type WebOptions } from '#server/http';
import { createTestDatabase } from './database.ts';
import { onlyGateway } from './only-gateway.ts';
import { quietLog } from './quiet-log.ts';

/** Everybody's password. Hashed with less work than in production: most tests are not about that. */
export const PASSWORD = 'five beacons on one wall';

/** The machine's clock, and hands to move it forward: timers run on, stamps jump. */
export interface TestClock extends Clock {
  jump(ms: number): void;
}

/** A county with two townships, each with a village; a camera at every one of them. */
export const units = {
  county: { id: 'org_county', parentId: null, path: '330100', level: 'county' },
  east: { id: 'org_east', parentId: 'org_county', path: '330100.330100101', level: 'township' },
  eastVillage: {
    id: 'org_eastvillage',
    parentId: 'org_east',
    path: '330100.330100101.201',
    level: 'village',
  },
  west: { id: 'org_west', parentId: 'org_county', path: '330100.330100102', level: 'township' },
  westVillage: {
    id: 'org_westvillage',
    parentId: 'org_west',
    path: '330100.330100102.201',
    level: 'village',
  },
} as const;
export type UnitName = keyof typeof units;

export const pathOf = (unit: UnitName) => units[unit].path as OrgPath;
export const cameraOf = (unit: UnitName) => `cam_${unit.toLowerCase()}` as CameraId;

const members: Record<string, readonly [Role, UnitName][]> = {
  county: [['operator', 'county']],
  east: [['operator', 'east']],
  west: [['dispatcher', 'west']],
  both: [
    ['operator', 'east'],
    ['auditor', 'county'],
  ],
  admin: [['administrator', 'county']],
  eastadmin: [['administrator', 'east']],
  patrol: [['patrol', 'county']],
  stranger: [],
};

export interface WebFixture {
  /** Stops the web roles and drops the database. */
  close(): Promise<void>;
  readonly db: Database;
  /** What every web role here is started with. */
  readonly options: Omit<WebOptions, 'pages'>;
  readonly web: Web;
  readonly hmac: Hmac;
  readonly clock: TestClock;
  /** Starts another web role on the same database. */
  startWeb(options?: Partial<WebOptions>): Promise<Web>;
  /** Signs in. @returns the `Cookie` header to send */
  signIn(username: string, web?: Web): Promise<string>;
  /** Asks the web role of the fixture; a body goes as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A web role without pages, on a database of its own. */
export async function webFixture(options: Partial<WebOptions> = {}, seeded = true): Promise<WebFixture> {
  const started = new AsyncDisposableStack();
  const database = await createTestDatabase();
  started.defer(() => database.close());
  if (seeded) await seed(database.db);

  const key = randomBytes(32);
  const hmac: Hmac = (data) => createHmac('sha256', key).update(data).digest('base64url');
  const clock = testClock();
  const base = {
    ...{ host: '127.0.0.1', port: 0, databaseUrl: database.url, hmac, clock, log: quietLog },
    ...{ secureCookies: false, projectDir: '.' },
    // Nobody listens on the first port; tests that need a gateway bring one.
    gateways: onlyGateway('http://127.0.0.1:1', 'http://gateway.test:8081'),
    cameraNetworks: cameraNetworks(),
    vault: createVault(randomBytes(32)),
    random: (bytes: Uint8Array) => randomFillSync(bytes),
  };
  const start: WebFixture['startWeb'] = async (more = {}) => {
    const web = await startWeb({ ...base, pages: null, ...options, ...more });
    started.defer(() => web.close());
    return web;
  };
  const web = await start();
  const call: WebFixture['call'] = (method, path, request = {}) => send(web, method, path, request);
  const signIn: WebFixture['signIn'] = async (username, at = web) => {
    const response = await send(at, 'POST', '/api/session', { body: { username, password: PASSWORD } });
    if (response.status !== 200) throw new Error(`sign-in of ${username}: ${await response.text()}`);
    return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  };
  return {
    ...{ options: base, db: database.db, web, hmac, clock, startWeb: start, signIn, call },
    close: () => started.disposeAsync(),
  };
}

function send(
  web: Web,
  method: string,
  path: string,
  { cookie, body, headers }: CallOptions,
): Promise<Response> {
  return fetch(`${web.url}${path}`, {
    method,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Checks that an answer is a refusal as the contract has it, and shows nothing of the inside. */
export async function refusalOf(call: Promise<Response>) {
  const response = await call;
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(text).not.toMatch(/node_modules|\.ts:\d|select /);
  return { ...problem, headers };
}

/** One network of cameras. */
function cameraNetworks(): NetworkRules {
  const rules = parseNetworkRules('10.0.0.0/8');
  if (!rules.ok) throw new Error(rules.error.entry);
  return rules.value;
}

function testClock(): TestClock {
  let aheadMs = 0;
  return {
    now: () => systemClock.now() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
    after: systemClock.after,
    jump: (ms) => {
      aheadMs += ms;
    },
  };
}

async function seed(db: Database): Promise<void> {
  const nowMs = systemClock.now();
  const names = Object.keys(units) as UnitName[];
  await insertOrgUnits(
    db,
    names.map((unit) => ({
      ...units[unit],
      id: units[unit].id as OrgUnitId,
      parentId: units[unit].parentId as OrgUnitId | null,
      path: pathOf(unit),
      name: { zh: unit, en: unit },
      code: units[unit].path.split('.').at(-1) ?? '',
    })),
  );
  await registerCameras(db, createVault(randomBytes(32)), {
    cameras: names.map(camera),
    actor: 'test',
    nowMs,
  });
  const passwordHash = await hash(PASSWORD, { memoryCost: 64, timeCost: 1 });
  for (const [username, roles] of Object.entries(members)) {
    await createUser(db, {
      ...{ id: `usr_${username}` as UserId, username, passwordHash, locale: 'zh', nowMs },
      displayName: { zh: username, en: username },
      memberships: roles.map(([role, unit]) => ({ role, orgUnitId: units[unit].id as OrgUnitId })),
    });
  }
}

function camera(unit: UnitName, index: number) {
  return {
    id: cameraOf(unit),
    code: `3301000000131000000${index}`,
    orgUnitId: units[unit].id as OrgUnitId,
    name: { zh: `${unit}摄像机`, en: `${unit} camera` },
    class: 'I',
    position: { lon: 120, lat: 30 },
    view: { azimuthDeg: 0, angleDeg: 60, rangeM: 50 },
    mainUrl: 'rtsp://camera.test/main',
    subUrl: null,
    credentials: { username: 'camera', password: 'canary-camera-password' },
    device: null,
    ptz: false,
    deviceKey: unit,
    siteKey: unit,
  } as const;
}
