import type { LocalizedText } from '#core/kit';
import type { CountyPlace } from '../county.ts';
import { distance, moved, type Point } from '../geometry/point.ts';
import { toLonLat } from '../geometry/projection.ts';
import type { Ground } from '../ground.ts';
import { townshipCode } from '../org-units.ts';
import { type Random, seededRandom } from '../random.ts';
import { TOWNSHIPS, type TownshipPlan } from '../townships.ts';
import type { Bridge } from './bridges.ts';
import type { Frontage } from './frontage.ts';
import { type PlacePlan, seatPlaces } from './place-plans.ts';

/** A place that serves a whole township, on the land of its seat. */
export interface SeatPlace {
  readonly plan: PlacePlan;
  readonly township: number;
  readonly site: number;
  readonly point: Point;
  /** From the place to the middle of the street. */
  readonly facingDeg: number;
}

const IN_TOWN_M = 1_100;
const SET_BACK_M = 26;

/** Finds each seat's offices, market, school and so on a gate on one of its streets, apart from each other. */
export function settleSeats(ground: Ground, frontages: readonly (readonly Frontage[])[]): SeatPlace[] {
  return TOWNSHIPS.flatMap((plan, township) => {
    const random = seededRandom(ground.seed, `places-${township}`);
    const centre = ground.centres[township] as Point;
    const own = frontages[township] ?? [];
    const inTown = own.filter((front) => distance(front.point, centre) < IN_TOWN_M);
    const taken: Point[] = [];
    return seatPlaces(plan.kind, township === 0).map((place): SeatPlace => {
      const front = roomiest(random, inTown.length > 0 ? inTown : own, taken);
      taken.push(front.point);
      const { point, facingDeg } = setBack(ground, front, township, random);
      return { plan: place, township, site: township, point, facingDeg };
    });
  });
}

/** Of a few random fronts, the one farthest from what is taken. */
function roomiest(random: Random, fronts: readonly Frontage[], taken: readonly Point[]): Frontage {
  const room = (front: Frontage): number =>
    Math.min(2_000, ...taken.map((point) => distance(point, front.point)));
  const candidates = Array.from({ length: 6 }, () => random.pick(fronts));
  return candidates.reduce((best, front) => (room(front) > room(best) ? front : best));
}

/** A point back from the road on either side, if that is still the site's land, else at the roadside itself. */
export function setBack(ground: Ground, front: Frontage, site: number, random: Random) {
  const side = random.next() < 0.5 ? 90 : 270;
  const away = (front.bearingDeg + side) % 360;
  const point = moved(front.point, away, SET_BACK_M * random.between(0.5, 1.1));
  const fits = ground.plots.isWellInside(point, site) && !ground.land.inLake(point);
  return { point: fits ? point : front.point, facingDeg: (away + 180) % 360 };
}

/** All named points of the county: what stands at the seats, village offices, bridges. */
export function listPlaces(
  ground: Ground,
  seats: readonly SeatPlace[],
  bridges: readonly Bridge[],
): CountyPlace[] {
  const atSeats = seats.map(
    (seat): CountyPlace => ({
      kind: seat.plan.kind,
      name: prefixed(seat),
      unitCode: townshipCode(seat.township),
      position: toLonLat(seat.point),
    }),
  );
  const offices = ground.territory.sites.map((site, index): CountyPlace => {
    const name = ground.names[index] as LocalizedText;
    return {
      kind: 'committee',
      name: site.isCommunity
        ? { zh: `${name.zh}居委会`, en: `${name.en} Residents’ Committee` }
        : { zh: `${name.zh}委会`, en: `${name.en} Committee` },
      unitCode: ground.codes[index] as string,
      position: toLonLat(site.point),
    };
  });
  const crossings = bridges.map(
    (bridge): CountyPlace => ({
      kind: 'bridge',
      name: bridge.name,
      unitCode: ground.codes[bridge.site] as string,
      position: toLonLat(bridge.point),
    }),
  );
  return [...atSeats, ...offices, ...crossings];
}

/** 县医院, but 石桥镇卫生院. */
export function prefixed({ plan, township }: SeatPlace): LocalizedText {
  if (plan.isCountyWide) return { zh: plan.zh, en: plan.en };
  const { name } = TOWNSHIPS[township] as TownshipPlan;
  return { zh: `${name.zh}${plan.zh}`, en: `${name.en} ${plan.en}` };
}
