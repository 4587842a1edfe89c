import type { LocalizedText } from '#core/kit';
import { bearing, distance, type Point } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import type { Frontage } from '../places/frontage.ts';
import { setBack } from '../places/places.ts';
import { type Random, seededRandom } from '../random.ts';
import type { GraphEdge } from '../roads/road-graph.ts';
import { isRoadName, roadStart } from '../roads/road-plans.ts';
import { COMMUNITY_PREMISES, VILLAGE_PREMISES } from './premises.ts';
import { at, directionWord, type Spot } from './spot.ts';

const BUILT_UP_M = 330;
const ENTRANCE_M = 420;
const APPROACHES = new Set(['highway', 'county', 'township', 'village']);

interface Settlement {
  readonly ground: Ground;
  readonly site: number;
  readonly name: LocalizedText;
  readonly centre: Point;
  readonly fronts: readonly Frontage[];
  readonly random: Random;
}

/** All cameras a village or community could have of its own: at its entrances, in its streets, at its premises. */
export function settlementSpots(ground: Ground, site: number, fronts: readonly Frontage[]): Spot[] {
  const settlement: Settlement = {
    ground,
    site,
    name: ground.names[site] as LocalizedText,
    centre: ground.centres[site] as Point,
    fronts,
    random: seededRandom(ground.seed, `settlement-${site}`),
  };
  const { isCommunity } = ground.territory.sites[site] as { isCommunity: boolean };
  return [
    ...(isCommunity ? [] : entrances(settlement)),
    ...premisesSpots(settlement, isCommunity),
    ...streetSpots(settlement),
    ...roadsideSpots(settlement),
  ];
}

const edgeOf = ({ ground }: Settlement, front: Frontage): GraphEdge =>
  ground.roads.edges[front.edge] as GraphEdge;
const fromCentre = ({ centre }: Settlement, front: Frontage): number => distance(centre, front.point);

/** 村口: where a road leaves the houses, looking out along it; one for each side it leaves on. */
function entrances(settlement: Settlement): Spot[] {
  const { centre, fronts, name, site } = settlement;
  const seen = new Map<string, Spot>();
  for (const front of fronts) {
    const out = fromCentre(settlement, front);
    if (out < BUILT_UP_M || out > ENTRANCE_M || !APPROACHES.has(edgeOf(settlement, front).class)) continue;
    const outward = bearing(centre, front.point);
    const side = directionWord(outward);
    if (seen.has(side.zh)) continue;
    const rank = seen.size;
    const gate =
      rank === 0
        ? { zh: '村口', en: 'Village Entrance' }
        : { zh: `${side.zh}村口`, en: `${side.en} Entrance` };
    seen.set(side.zh, {
      site,
      owner: 'village',
      name: at(name, gate),
      point: front.point,
      azimuthDeg: alignedWith(front.bearingDeg, outward),
      scene: 'village',
      weight: 61 - rank * 6,
      order: 1 + rank * 7,
    });
  }
  return [...seen.values()];
}

/** Of the two ways along a road, the one nearer to `wanted`. */
function alignedWith(roadDeg: number, wanted: number): number {
  const turn = Math.abs(((roadDeg - wanted + 540) % 360) - 180);
  return turn <= 90 ? roadDeg : (roadDeg + 180) % 360;
}

function premisesSpots(settlement: Settlement, isCommunity: boolean): Spot[] {
  const { ground, site, fronts, random, name } = settlement;
  const near = fronts.filter((front) => fromCentre(settlement, front) < (isCommunity ? 700 : BUILT_UP_M));
  if (near.length === 0) return [];
  return (isCommunity ? COMMUNITY_PREMISES : VILLAGE_PREMISES).map((premises, rank): Spot => {
    const { point, facingDeg } = setBack(ground, random.pick(near), site, random);
    return {
      site,
      owner: 'village',
      name: at(name, premises.name),
      point,
      azimuthDeg: (facingDeg + random.between(-30, 30) + 360) % 360,
      scene: premises.scene,
      weight: premises.weight,
      order: rank === 0 ? 2 : 5 + rank * 0.8 + random.next() * 24,
    };
  });
}

/** Along streets and lanes, named by the street and the part of it: 双塔路东段, 主街. */
function streetSpots(settlement: Settlement): Spot[] {
  const { centre, fronts, name, site, random } = settlement;
  return fronts.flatMap((front): Spot[] => {
    const edge = edgeOf(settlement, front);
    if (fromCentre(settlement, front) > 1_200 || !/[街巷路]$/.test(edge.name.zh)) return [];
    const isMain = edge.name.zh === '主街';
    const part = directionWord(bearing(centre, front.point));
    const stretch = isMain
      ? edge.name
      : { zh: `${edge.name.zh}${part.zh}段`, en: `${edge.name.en} ${part.en}` };
    return [
      {
        site,
        owner: 'village',
        name: at(name, stretch),
        point: front.point,
        azimuthDeg: random.next() < 0.5 ? front.bearingDeg : (front.bearingDeg + 180) % 360,
        scene: edge.class === 'village' ? 'village' : 'residential',
        weight: isMain ? 40 : 14 + random.next() * 6,
        order: (isMain ? 4 : 12) + random.next() * 46,
      },
    ];
  });
}

const ROADSIDE_KM = 1.6;

/** On through roads in open country, spaced out, named by road and distance from its start: 省道 S991 K41+300. */
function roadsideSpots(settlement: Settlement): Spot[] {
  const { fronts, site, random, name } = settlement;
  const kept: Frontage[] = [];
  return fronts.flatMap((front): Spot[] => {
    const edge = edgeOf(settlement, front);
    if ((edge.class !== 'highway' && edge.class !== 'county') || !isRoadName(edge.name)) return [];
    if (fromCentre(settlement, front) < ENTRANCE_M) return [];
    if (kept.some((other) => distance(other.point, front.point) < ROADSIDE_KM * 1_000)) return [];
    kept.push(front);
    const isHighway = edge.class === 'highway';
    return [
      {
        site,
        owner: 'village',
        name: isHighway ? milestone(edge.name, front.point) : at(name, edge.name),
        point: front.point,
        azimuthDeg: front.bearingDeg,
        scene: 'road',
        weight: isHighway ? 64 : 57,
        order: (isHighway ? 3 : 8) + random.next() * 6,
      },
    ];
  });
}

/** Kilometres and metres from where the road enters the county, by hundreds, as the crow flies. */
function milestone(road: LocalizedText, point: Point): LocalizedText {
  const hundreds = Math.round(distance(roadStart(road), point) / 100);
  const mark = `K${Math.floor(hundreds / 10)}+${hundreds % 10}00`;
  return { zh: `${road.zh} ${mark}`, en: `${road.en} ${mark}` };
}
