import { randomFillSync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '#core/access';
import { type CameraId, newId, type OrgUnitId, systemClock } from '#core/kit';
import type { Queryable } from '#db/database';
import { createUser, insertOrgUnits, type NewCamera, registerCameras } from '#db/repositories';
import type { Vault } from '#db/sealing';
import { type County, type CountyCamera, DEMO_SEED, generateCounty } from '#sim/county';
import { type DemoAccount, newPassword } from './demo-state.ts';

/** The user name that every simulated camera asks for. */
export const CAMERA_USERNAME = 'beaconwall';

const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

interface AccountPlan {
  readonly role: Role;
  readonly username: string;
  readonly unitCode: string;
  readonly displayName: { readonly zh: string; readonly en: string };
}

/** Fills an empty database with Fengtai County, its cameras and one account a kind of centre. */
export async function seedDemo(
  db: Queryable,
  vault: Vault,
  simulator: { readonly rtspPort: number; readonly cameraPassword: string },
): Promise<DemoAccount[]> {
  const county = generateCounty(DEMO_SEED);
  const accounts = accountPlans(county).map((plan) => ({ ...plan, password: newPassword() }));
  const hashes = await Promise.all(accounts.map(({ password }) => hash(password, ARGON2ID)));
  await db.transaction(async (tx) => {
    await insertOrgUnits(tx, county.orgUnits.map(toOrgUnit));
    const cameras = county.cameras.map((camera) => toCamera(camera, simulator));
    await registerCameras(tx, vault, { cameras, actor: 'demo', nowMs: systemClock.now() });
    for (const [index, account] of accounts.entries()) {
      await createUser(tx, {
        id: newId('usr', randomFillSync),
        username: account.username,
        passwordHash: hashes[index] ?? '',
        displayName: account.displayName,
        locale: 'zh',
        memberships: [{ role: account.role, orgUnitId: orgUnitId(account.unitCode) }],
        nowMs: systemClock.now(),
      });
    }
  });
  const scopeName = (code: string) => county.orgUnits.find((unit) => unit.code === code)?.name.zh ?? code;
  return accounts.map(({ role, username, password, unitCode }) => ({
    role,
    username,
    password,
    scope: scopeName(unitCode),
  }));
}

/** Where the simulated cameras' streams begin, with a slash at the end. */
export const simulatorUrl = (rtspPort: number): string => `rtsp://127.0.0.1:${rtspPort}/`;

const orgUnitId = (code: string) => `org_${code}` as OrgUnitId;

function accountPlans(county: County): AccountPlan[] {
  const root = county.orgUnits[0]?.code ?? '';
  const [first, second] = county.orgUnits.filter((unit) => unit.level === 'township');
  const village = county.orgUnits.find((unit) => unit.parentCode === first?.code);
  const operator = (username: string, unit: typeof first): AccountPlan => ({
    role: 'operator',
    username,
    unitCode: unit?.code ?? root,
    displayName: { zh: `${unit?.name.zh}值班员`, en: `${unit?.name.en} operator` },
  });
  return [
    {
      role: 'operator',
      username: 'operator',
      unitCode: root,
      displayName: { zh: '县中心值班员', en: 'County operator' },
    },
    operator('township', first),
    operator('township2', second),
    operator('village', village),
    {
      role: 'administrator',
      username: 'administrator',
      unitCode: root,
      displayName: { zh: '管理员', en: 'Administrator' },
    },
  ];
}

function toOrgUnit(unit: County['orgUnits'][number]) {
  const { code, parentCode, path, level, name } = unit;
  return {
    id: orgUnitId(code),
    parentId: parentCode === null ? null : orgUnitId(parentCode),
    path,
    level,
    name,
    code,
  };
}

function toCamera(camera: CountyCamera, simulator: { rtspPort: number; cameraPassword: string }): NewCamera {
  const url = `${simulatorUrl(simulator.rtspPort)}${camera.code}`;
  return {
    id: `cam_${camera.code}` as CameraId,
    code: camera.code,
    orgUnitId: orgUnitId(camera.unitCode),
    name: camera.name,
    class: camera.class,
    position: camera.position,
    view: camera.view,
    mainUrl: `${url}/main`,
    subUrl: `${url}/sub`,
    credentials: { username: CAMERA_USERNAME, password: simulator.cameraPassword },
    deviceKey: camera.code,
    siteKey: camera.unitCode,
  };
}
