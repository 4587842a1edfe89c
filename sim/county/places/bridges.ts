import type { LocalizedText } from '#core/kit';
import { bearing, distance, type Point } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';

export interface Bridge {
  readonly name: LocalizedText;
  readonly site: number;
  readonly point: Point;
  /** Bearing of the road that crosses. */
  readonly bearingDeg: number;
  /** Over the main river. */
  readonly isGreat: boolean;
}

type Crossing = Omit<Bridge, 'name'>;

/** Townships whose nearest great bridge is named after them: 烽台大桥 by the county seat, 石桥大桥. */
const NAMED = [
  { township: 0, name: { zh: '烽台大桥', en: 'Fengtai Bridge' } },
  { township: 1, name: { zh: '石桥大桥', en: 'Shiqiao Bridge' } },
] as const;

/** Every place in the county where a road crosses a river. */
export function findBridges(ground: Ground): Bridge[] {
  const crossings = findCrossings(ground);
  const given = new Map<Crossing, LocalizedText>();
  for (const { township, name } of NAMED) {
    const seat = ground.centres[township] as Point;
    const great = crossings.filter((crossing) => crossing.isGreat && !given.has(crossing));
    const nearest = great.sort((a, b) => distance(a.point, seat) - distance(b.point, seat))[0];
    if (nearest !== undefined) given.set(nearest, name);
  }
  const taken = new Map<string, number>();
  return crossings.map((crossing) => {
    const name =
      given.get(crossing) ?? bridgeName(ground.names[crossing.site] as LocalizedText, crossing.isGreat);
    const times = (taken.get(name.zh) ?? 0) + 1;
    taken.set(name.zh, times);
    const numbered = { zh: `${name.zh}${times}号`, en: `${name.en} No. ${times}` };
    return { ...crossing, name: times === 1 ? name : numbered };
  });
}

function bridgeName(village: LocalizedText, isGreat: boolean): LocalizedText {
  const stem = village.zh.replace(/桥?(村|社区)$/, '');
  return {
    zh: `${stem}${isGreat ? '大桥' : '桥'}`,
    en: `${village.en.replace(/ (Village|Community)$/, '')} ${isGreat ? 'Great Bridge' : 'Bridge'}`,
  };
}

/** A road that crosses a bend twice is one bridge. */
const APART_M = 450;

function findCrossings({ roads, land, plots }: Ground): Crossing[] {
  const found: Crossing[] = [];
  for (const { line } of roads.edges) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1] as Point, line[i] as Point];
      for (const { point, line: river } of land.riverIndex.crossings(a, b)) {
        const site = plots.siteAt(point);
        const isKnown = found.some((other) => distance(other.point, point) < APART_M);
        if (site === null || isKnown || !plots.isWellInside(point, site)) continue;
        found.push({ site, point, bearingDeg: bearing(a, b), isGreat: river === 0 });
      }
    }
  }
  return found;
}
