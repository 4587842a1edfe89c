import type { LocalizedText } from '#core/kit';
import type { RoadClass } from '../county.ts';
import { distance, type Point } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import type { Frontage } from '../places/frontage.ts';
import type { GraphEdge } from '../roads/road-graph.ts';
import { isRoadName } from '../roads/road-plans.ts';
import { TOWNSHIPS, type TownshipPlan } from '../townships.ts';

/** A checkpoint in the plane. */
export interface Checkpoint {
  readonly name: LocalizedText;
  readonly site: number;
  readonly point: Point;
  readonly bearingDeg: number;
  readonly edge: number;
  readonly lanes: number;
}

export const CHECKPOINTS = 12;
const INSIDE_BORDER = 0.9;
const APART_M = 6_500;
const OUT_OF_TOWN_M = 1_500;

const KINDS: Partial<Record<RoadClass, LocalizedText>> = {
  county: { zh: '县道', en: 'County Road' },
};

/** Townships that have one on their highway whatever the lie of the land; screens and guides speak of 石桥镇·省道卡口. */
const ALWAYS = [1];

/**
 * Sets up 12 checkpoints on highways and county roads out of town: first those every county has, then near the border
 * where a road leaves the county, then wherever traffic is farthest from the others.
 */
export function setUpCheckpoints(ground: Ground, frontages: readonly (readonly Frontage[])[]): Checkpoint[] {
  const candidates = frontages.flatMap((fronts, site) =>
    fronts.flatMap((front) => {
      const road = ground.roads.edges[front.edge] as GraphEdge;
      const isThrough = road.class === 'highway' || road.class === 'county';
      const inTown = ground.centres
        .slice(0, TOWNSHIPS.length)
        .some((seat) => distance(seat, front.point) < OUT_OF_TOWN_M);
      return isThrough && isRoadName(road.name) && !inTown ? [{ front, site, road }] : [];
    }),
  );
  const chosen: typeof candidates = [];
  const room = ({ front }: (typeof candidates)[number]): number =>
    Math.min(1e6, ...chosen.map((other) => distance(other.front.point, front.point)));
  for (const township of ALWAYS) {
    const seat = ground.centres[township] as Point;
    const own = candidates.filter(
      ({ site, road }) => isProvincial(road) && townshipOf(ground, site) === township,
    );
    own.sort((a, b) => distance(a.front.point, seat) - distance(b.front.point, seat));
    chosen.push(...own.slice(0, 1));
  }
  const byNeed = (candidate: (typeof candidates)[number]): number => {
    const isGate = ground.land.outline(candidate.front.point) > INSIDE_BORDER;
    return room(candidate) + (candidate.road.class === 'highway' ? APART_M / 2 : 0) + (isGate ? APART_M : 0);
  };
  while (chosen.length < CHECKPOINTS) {
    chosen.push(candidates.reduce((best, next) => (byNeed(next) > byNeed(best) ? next : best)));
  }
  const taken = new Map<string, number>();
  return chosen.map(({ front, site, road }) => ({
    name: checkpointName(ground, site, road, taken),
    site,
    point: front.point,
    bearingDeg: front.bearingDeg,
    edge: front.edge,
    lanes: road.class === 'highway' ? 4 : 2,
  }));
}

const townshipOf = (ground: Ground, site: number): number => ground.territory.sites[site]?.township ?? 0;
const isProvincial = (road: GraphEdge): boolean => road.name.zh.startsWith('省道');

function roadKind(road: GraphEdge): LocalizedText {
  if (isProvincial(road)) return { zh: '省道', en: 'Provincial Highway' };
  return KINDS[road.class] ?? { zh: '国道', en: 'National Highway' };
}

function checkpointName(
  ground: Ground,
  site: number,
  road: GraphEdge,
  taken: Map<string, number>,
): LocalizedText {
  const { name } = TOWNSHIPS[townshipOf(ground, site)] as TownshipPlan;
  const kind = roadKind(road);
  const key = name.zh + kind.zh;
  const times = (taken.get(key) ?? 0) + 1;
  taken.set(key, times);
  const [zh, en] = times === 1 ? ['', ''] : [`${times}号`, ` No. ${times}`];
  return { zh: `${name.zh}·${kind.zh}${zh}卡口`, en: `${name.en} · ${kind.en} Checkpoint${en}` };
}
