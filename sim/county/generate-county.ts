import { formatNationalCode } from '#core/camera';
import type { County, CountyCamera, CountyOrgUnit } from './county.ts';
import { cameraScenes } from './county.ts';
import { moved } from './geometry/point.ts';
import { toLonLat, toPoint } from './geometry/projection.ts';
import { nameVillages } from './names/village-names.ts';
import { drawOrgUnits } from './org-units.ts';
import { drawOutline } from './outline.ts';
import { seededRandom } from './random.ts';
import { shareOutLand } from './territory/territory.ts';
import { placeSeats } from './territory/village-sites.ts';
import { TOWNSHIPS } from './townships.ts';

/** The county of the demo, the mock-ups and the committed base map. */
export const DEMO_SEED = 20_261_121;

/**
 * Makes the fictional Fengtai County (烽台县): land, borders, roads, cameras and people. Pure: the same seed always
 * gives the same county.
 */
export function generateCounty(seed: number): County {
  const outline = drawOutline(seed);
  const territory = shareOutLand(seed, placeSeats(seed), outline, () => true);
  const names = nameVillages(
    seededRandom(seed, 'village-names'),
    territory.sites.map((site) => ({ ...site, setting: 'plain' })),
  );
  const orgUnits = drawOrgUnits(territory, names);
  return {
    seed,
    orgUnits,
    cameras: placeCameras(seed, orgUnits),
    checkpoints: [],
    posts: [],
    squads: [],
    roads: { nodes: [], edges: [] },
    rivers: [],
    lakes: [],
    places: [],
  };
}

function placeCameras(seed: number, orgUnits: readonly CountyOrgUnit[]): CountyCamera[] {
  const random = seededRandom(seed, 'cameras');
  let serial = 0;
  return orgUnits
    .filter((unit) => unit.level === 'township')
    .flatMap((township, index) => {
      const villages = orgUnits.filter((unit) => unit.parentCode === township.code);
      return Array.from({ length: TOWNSHIPS[index]?.cameras ?? 0 }, (_, rank): CountyCamera => {
        const unit = villages[rank % villages.length] as CountyOrgUnit;
        serial += 1;
        return {
          code: formatNationalCode({
            centre: township.code.slice(0, 6) + township.code.slice(-2),
            industry: '00',
            type: '132',
            network: '0',
            serial: String(serial).padStart(6, '0'),
          }),
          name: { zh: `${unit.name.zh}·${rank + 1}`, en: `${unit.name.en} · ${rank + 1}` },
          class: rank % 60 === 0 ? 'I' : rank % 5 === 0 ? 'II' : 'III',
          unitCode: unit.code,
          townshipCode: township.code,
          position: toLonLat(moved(toPoint(unit.centre), random.between(0, 360), random.between(0, 100))),
          view: { azimuthDeg: random.below(360), angleDeg: random.between(50, 90), rangeM: 80 },
          scene: random.pick(cameraScenes),
          condition: 'clear',
          ptz: rank % 7 === 0,
        };
      });
    });
}
