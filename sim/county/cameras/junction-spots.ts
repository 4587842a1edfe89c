import type { LocalizedText } from '#core/kit';
import type { RoadClass } from '../county.ts';
import { bearing, moved, type Point } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import { seededRandom } from '../random.ts';
import type { GraphEdge } from '../roads/road-graph.ts';
import { TOWNSHIPS, type TownshipPlan } from '../townships.ts';
import { at, directionWord, type Spot } from './spot.ts';

const WEIGHTS: Readonly<Record<RoadClass, number>> = {
  highway: 74,
  county: 68,
  township: 58,
  street: 55,
  village: 30,
};
const POLE_M = 9;

/** Cameras at crossings: one, or one for each way at the great ones, looking out along the road. */
export function junctionSpots(ground: Ground): Spot[] {
  const edgesAt = new Map<number, { edge: GraphEdge; next: Point }[]>();
  for (const edge of ground.roads.edges) {
    const [start, end] = [edge.line[1] as Point, edge.line.at(-2) as Point];
    edgesAt.set(edge.from, [...(edgesAt.get(edge.from) ?? []), { edge, next: start }]);
    edgesAt.set(edge.to, [...(edgesAt.get(edge.to) ?? []), { edge, next: end }]);
  }
  return [...edgesAt].flatMap(([node, ways]) => {
    if (ways.length < 3) return [];
    const point = ground.roads.nodes[node] as Point;
    const site = ground.plots.siteAt(point);
    if (site === null) return [];
    const name = junctionName(
      ground,
      site,
      ways.map(({ edge }) => edge),
    );
    if (name === null) return [];
    const weight = Math.max(...ways.map(({ edge }) => WEIGHTS[edge.class])) + ways.length;
    const random = seededRandom(ground.seed, `junction-${node}`);
    const views = weight > 70 ? ways : [random.pick(ways)];
    return views.flatMap(({ next }, rank): Spot[] => {
      const azimuthDeg = bearing(point, next);
      const pole = moved(point, azimuthDeg + 135, POLE_M);
      if (!ground.plots.isWellInside(pole, site)) return [];
      return [
        {
          site,
          owner: 'village',
          name: rank === 0 ? name : withDirection(name, azimuthDeg),
          point: pole,
          azimuthDeg,
          scene: 'junction',
          weight: weight - rank * 3,
          order: 30 - weight / 4 + rank * 9 + random.next() * 6,
        },
      ];
    });
  });
}

function withDirection(name: LocalizedText, azimuthDeg: number): LocalizedText {
  const way = directionWord(azimuthDeg);
  return { zh: `${name.zh}·${way.zh}向`, en: `${name.en} · ${way.en}` };
}

/** Of a 路 and a 街 the 路 is named first, as people do. */
const streetRank = ({ zh }: LocalizedText): number => (zh.endsWith('街') ? 1 : 0);

/** 双塔路与人民街路口; with the township's or village's name before it outside the county seat. */
function junctionName(ground: Ground, site: number, edges: readonly GraphEdge[]): LocalizedText | null {
  const sorted = [...edges].sort((a, b) => WEIGHTS[b.class] - WEIGHTS[a.class]);
  const names = new Map(sorted.map(({ name }) => [name.zh, name]));
  const [first, second] = [...names.values()].slice(0, 2).sort((a, b) => streetRank(a) - streetRank(b));
  if (first === undefined || second === undefined) return null;
  const crossing = {
    zh: `${first.zh}与${second.zh}${second.zh.endsWith('路') ? '口' : '路口'}`,
    en: `${first.en} & ${second.en}`,
  };
  const { township, isCommunity } = ground.territory.sites[site] as {
    township: number;
    isCommunity: boolean;
  };
  if (!isCommunity) return at(ground.names[site] as LocalizedText, crossing);
  return township === 0 ? crossing : at((TOWNSHIPS[township] as TownshipPlan).name, crossing);
}
