import { type CameraClass, formatNationalCode } from '#core/camera';
import type { LocalizedText } from '#core/kit';
import type { CameraCondition, CameraScene, CountyCamera } from '../county.ts';
import { distance, type Point } from '../geometry/point.ts';
import { toLonLat } from '../geometry/projection.ts';
import type { Ground } from '../ground.ts';
import { fractalNoise } from '../noise.ts';
import { townshipCode } from '../org-units.ts';
import { hashText, seededRandom } from '../random.ts';
import { COUNTY_CODE } from '../townships.ts';
import type { Spot } from './spot.ts';

/** The classes' proportions of a real city of 30,726 cameras: 357 of class I, 6,385 of class II. */
const SHARE_I = 357 / 30_726;
const SHARE_II = 6_385 / 30_726;

const OPTICS: Readonly<Record<CameraClass, { angleDeg: number; rangeM: number }>> = {
  I: { angleDeg: 60, rangeM: 160 },
  II: { angleDeg: 76, rangeM: 95 },
  III: { angleDeg: 96, rangeM: 42 },
};

const DOMES = 24;
const CROSSING_M = 60;

/** Industry part of the national code: roads, neighbourhoods, premises, checkpoints. */
const INDUSTRIES: Readonly<Record<CameraScene, string>> = {
  junction: '00',
  road: '00',
  bridge: '00',
  square: '00',
  station: '00',
  village: '01',
  residential: '01',
  market: '02',
  school: '02',
  hospital: '02',
  government: '02',
  shop: '02',
  farm: '02',
  checkpoint: '05',
};

/** Puts a camera up at each spot: its class, code, name and optics. In order of code. */
export function placeCameras(ground: Ground, spots: readonly Spot[]): CountyCamera[] {
  const classes = giveOutClasses(spots);
  const condition = weather(ground);
  const domes = chooseDomes(ground, spots);
  const name = nameRegister();
  const serials = new Map<string, number>();
  const units = spots.map((spot) => ownerCode(ground, spot));
  const order = spots.map((_, index) => index);
  order.sort((a, b) => compare(units[a] as string, units[b] as string) || compareSpots(spots[a], spots[b]));
  const cameras = order.map((index): CountyCamera => {
    const spot = spots[index] as Spot;
    const township = townshipCode(ground.territory.sites[spot.site]?.township ?? 0);
    const serial = (serials.get(township) ?? 0) + 1;
    serials.set(township, serial);
    const code = formatNationalCode({
      centre: COUNTY_CODE + township.slice(-2),
      industry: INDUSTRIES[spot.scene],
      type: '132',
      network: '0',
      serial: String(serial).padStart(6, '0'),
    });
    const random = seededRandom(ground.seed, code);
    const cameraClass = classes.get(spot) ?? 'III';
    const optics = OPTICS[cameraClass];
    return {
      code,
      name: name(spot.name),
      class: cameraClass,
      unitCode: units[index] as string,
      townshipCode: township,
      position: toLonLat(spot.point),
      view: {
        azimuthDeg: Math.round(spot.azimuthDeg + random.between(-6, 6) + 360) % 360,
        angleDeg: Math.round(optics.angleDeg * random.between(0.85, 1.15)),
        rangeM: Math.round(optics.rangeM * random.between(0.8, 1.2)),
      },
      scene: spot.scene,
      // The only panorama there is was drawn on a clear day.
      condition: domes.has(spot) ? 'clear' : condition(spot.point, random.next()),
      ptz: domes.has(spot),
    };
  });
  return cameras.sort((a, b) => compare(a.code, b.code));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareSpots(a: Spot | undefined, b: Spot | undefined): number {
  return (a?.order ?? 0) - (b?.order ?? 0);
}

function ownerCode(ground: Ground, spot: Spot): string {
  if (spot.owner === 'county') return COUNTY_CODE;
  if (spot.owner === 'township') return townshipCode(ground.territory.sites[spot.site]?.township ?? 0);
  return ground.codes[spot.site] as string;
}

function giveOutClasses(spots: readonly Spot[]): Map<Spot, CameraClass> {
  const sorted = [...spots].sort((a, b) => b.weight - a.weight);
  const [first, second] = [Math.round(spots.length * SHARE_I), Math.round(spots.length * SHARE_II)];
  return new Map(
    sorted.map((spot, rank) => [spot, rank < first ? 'I' : rank < first + second ? 'II' : 'III']),
  );
}

/** The key crossings of the towns get cameras that turn: one at each, as a panorama is the same for all that stand there. */
function chooseDomes({ territory }: Ground, spots: readonly Spot[]): ReadonlySet<Spot> {
  const crossings = spots.filter(
    ({ scene, site }) => scene === 'junction' && territory.sites[site]?.isCommunity === true,
  );
  const apart: Spot[] = [];
  for (const spot of crossings.sort((a, b) => b.weight - a.weight)) {
    if (apart.length === DOMES) break;
    if (apart.every((other) => distance(other.point, spot.point) > CROSSING_M)) apart.push(spot);
  }
  return new Set(apart);
}

/** Numbers names that were given before: 人民街东段, 人民街东段2号. */
function nameRegister(): (name: LocalizedText) => LocalizedText {
  const taken = new Set<string>();
  return (name) => {
    for (let number = 1; ; number++) {
      const numbered = number === 1 ? name : { zh: `${name.zh}${number}号`, en: `${name.en} No. ${number}` };
      if (taken.has(numbered.zh) || taken.has(numbered.en)) continue;
      taken.add(numbered.zh).add(numbered.en);
      return numbered;
    }
  };
}

/** Showers over one part of the county, fog in low ground of another, a few cameras on night footage. */
function weather({ seed, land }: Ground): (point: Point, chance: number) => CameraCondition {
  const rain = fractalNoise(hashText('rain', seed), 14_000, 2);
  const fog = fractalNoise(hashText('fog', seed), 9_000, 2);
  return (point, chance) => {
    if (chance < 0.12) return 'night';
    if (rain(point.x, point.y) > 0.36) return 'rain';
    return fog(point.x, point.y) > 0.44 && land.terrain(point) < 120 ? 'fog' : 'clear';
  };
}
