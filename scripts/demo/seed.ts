import type { CameraId } from '#core/kit';
import { systemClock } from '#core/kit';
import type { Queryable } from '#db/database';
import { insertOrgUnits, type NewCamera, registerCameras } from '#db/repositories';
import type { Vault } from '#db/sealing';
import type { County, CountyCamera } from '#sim/county';
import { devicePath, profileToken } from '#sim/onvif';
import { createAccounts, type NewAccount, newAccount } from './accounts.ts';
import { orgUnitId } from './org-unit-id.ts';

/** The user name that every simulated camera asks for. */
export const CAMERA_USERNAME = 'beaconwall';

export interface CountySeed {
  readonly county: County;
  readonly accounts: readonly NewAccount[];
  readonly simulator: {
    readonly rtspPort: number;
    readonly onvifPort: number;
    readonly cameraPassword: string;
  };
}

/** Fills an empty database with Fengtai County, its cameras and the accounts of its centres; all or nothing. */
export async function seedCounty(db: Queryable, vault: Vault, seed: CountySeed): Promise<void> {
  const { county, accounts, simulator } = seed;
  await db.transaction(async (tx) => {
    await insertOrgUnits(tx, county.orgUnits.map(toOrgUnit));
    const cameras = county.cameras.map((camera) => toCamera(camera, simulator));
    await registerCameras(tx, vault, { cameras, actor: 'demo', nowMs: systemClock.now() });
    await createAccounts(tx, accounts);
  });
}

/** Where the simulated cameras' streams begin, with a slash at the end. */
export const simulatorUrl = (rtspPort: number): string => `rtsp://127.0.0.1:${rtspPort}/`;

/** Where their ONVIF services begin, with a slash at the end. */
export const devicesUrl = (onvifPort: number): string => `http://127.0.0.1:${onvifPort}/`;

/** One account a kind of centre, those who administer and audit, and one that ends by itself. */
export function centreAccounts(county: County): NewAccount[] {
  const [root] = county.orgUnits;
  const [first, second] = county.orgUnits.filter((unit) => unit.level === 'township');
  const village = county.orgUnits.find((unit) => unit.parentCode === first?.code);
  const operator = (username: string, unit: typeof first): NewAccount[] => {
    if (unit === undefined) return [];
    const displayName = { zh: `${unit.name.zh}值班员`, en: `${unit.name.en} operator` };
    return [newAccount({ role: 'operator', username, unit, displayName })];
  };
  if (root === undefined) return [];
  const ofCounty = { unit: root };
  return [
    newAccount({
      ...ofCounty,
      ...{ role: 'operator', username: 'operator' },
      displayName: { zh: '县中心值班员', en: 'County operator' },
    }),
    ...operator('township', first),
    ...operator('township2', second),
    ...operator('village', village),
    newAccount({
      ...ofCounty,
      ...{ role: 'administrator', username: 'administrator' },
      displayName: { zh: '管理员', en: 'Administrator' },
    }),
    newAccount({
      ...ofCounty,
      ...{ role: 'auditor', username: 'auditor' },
      displayName: { zh: '审计员', en: 'Auditor' },
    }),
    ...(first === undefined
      ? []
      : [
          newAccount({
            ...{ role: 'administrator', username: 'township-admin', unit: first },
            displayName: { zh: `${first.name.zh}管理员`, en: `${first.name.en} administrator` },
          }),
          newAccount({
            ...{ role: 'operator', username: 'contractor', unit: first, days: 30 },
            displayName: { zh: '运维外包人员', en: 'Maintenance contractor' },
          }),
        ]),
  ];
}

function toOrgUnit(unit: County['orgUnits'][number]) {
  const { code, parentCode, path, level, name, border } = unit;
  return {
    id: orgUnitId(code),
    parentId: parentCode === null ? null : orgUnitId(parentCode),
    path,
    level,
    name,
    code,
    border: [[border.map(({ lon, lat }) => [lon, lat] as const)]],
  };
}

function toCamera(camera: CountyCamera, simulator: CountySeed['simulator']): NewCamera {
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
    device: camera.ptz
      ? {
          onvifUrl: new URL(devicePath(camera.code), devicesUrl(simulator.onvifPort)).href,
          profileToken: profileToken(0, 'main'),
        }
      : null,
    ptz: camera.ptz,
    deviceKey: camera.code,
    siteKey: camera.unitCode,
  };
}
