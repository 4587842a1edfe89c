import { randomBytes } from 'node:crypto';
import { type CameraId, newId, type OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database } from '#db/database';
import { insertOrgUnits, type NewCamera, type NewOrgUnit, registerCameras } from '#db/repositories';
import { createVault } from '#db/sealing';

const COUNTY = '330127';
const TOWNSHIPS = 23;
const VILLAGES_EACH = 18;

/** The vault that `seedCounty` seals credentials with. */
export const testVault = createVault(new Uint8Array(32).fill(7));

export const countyPath = COUNTY as OrgPath;

/** The path of a township (from 0) or of one of its villages (from 0). */
export function placePath(township: number, village?: number): OrgPath {
  const code = COUNTY + String(township + 100);
  return [COUNTY, code, ...(village === undefined ? [] : [code + String(village + 200)])].join(
    '.',
  ) as OrgPath;
}

const unitId = (path: OrgPath) => `org_${path.split('.').at(-1)}` as OrgUnitId;

/** The id of a township or village. */
export function placeId(township: number, village?: number): OrgUnitId {
  return unitId(placePath(township, village));
}

/** Fills a database with a county of 23 townships, 18 villages each, and cameras dealt evenly to the villages. */
export async function seedCounty(db: Database, cameras: number): Promise<CameraId[]> {
  await insertOrgUnits(db, countyUnits());
  const rows = Array.from({ length: cameras }, (_, index) => cameraRow(index));
  await registerCameras(db, testVault, { cameras: rows, actor: 'seed', nowMs: 1_700_000_000_000 });
  return rows.map((row) => row.id);
}

function countyUnits(): NewOrgUnit[] {
  const unit = (path: OrgPath, level: NewOrgUnit['level'], zh: string, en: string): NewOrgUnit => {
    const [code = '', ...above] = path.split('.').reverse();
    const parentId = above[0] === undefined ? null : (`org_${above[0]}` as OrgUnitId);
    return { id: unitId(path), parentId, path, level, name: { zh, en }, code };
  };
  const units = [unit(countyPath, 'county', '淳安县', 'Chun’an County')];
  for (let township = 0; township < TOWNSHIPS; township++) {
    units.push(unit(placePath(township), 'township', `第${township}镇`, `Township ${township}`));
    for (let village = 0; village < VILLAGES_EACH; village++) {
      const [zh, en] = [`第${township}镇第${village}村`, `Village ${township}/${village}`];
      units.push(unit(placePath(township, village), 'village', zh, en));
    }
  }
  return units.reverse(); // children first: the order must not matter
}

function cameraRow(index: number): NewCamera {
  const [township, village] = [index % TOWNSHIPS, Math.floor(index / TOWNSHIPS) % VILLAGES_EACH];
  return {
    id: newId('cam', (bytes) => randomBytes(bytes.length)),
    code: `33012700001310${String(index).padStart(6, '0')}`,
    orgUnitId: placeId(township, village),
    name: { zh: `千岛湖路口${index}号`, en: `Lake junction ${index}` },
    class: (['I', 'II', 'III'] as const)[index % 3] ?? 'III',
    position: { lon: 119 + index / 1e6, lat: 29.6 },
    view: { azimuthDeg: index % 360, angleDeg: 60, rangeM: 40 },
    mainUrl: `rtsp://10.0.0.1:554/${index}/main`,
    subUrl: index % 4 === 0 ? null : `rtsp://10.0.0.1:554/${index}/sub`,
    credentials: index % 5 === 0 ? null : { username: 'viewer', password: `canary-${index}` },
    device: null,
    ptz: false,
    deviceKey: `device-${Math.floor(index / 8)}`,
    siteKey: `site-${township}`,
  };
}
