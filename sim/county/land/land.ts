import type { LocalizedText } from '#core/kit';
import type { Point } from '../geometry/point.ts';
import { contains } from '../geometry/polygon.ts';
import { SegmentIndex } from '../geometry/segment-index.ts';
import { fractalNoise } from '../noise.ts';
import type { Outline } from '../outline.ts';
import { hashText } from '../random.ts';
import { LAKE_NAME, LAKE_OFFSET, LAKE_TOWNSHIP } from './river-plans.ts';
import { digRivers, type LandRiver } from './rivers.ts';
import { raiseTerrain, type Terrain } from './terrain.ts';

export interface LandLake {
  readonly name: LocalizedText;
  readonly shore: readonly Point[];
}

/** The county before people came. */
export interface Land {
  readonly outline: Outline;
  readonly terrain: Terrain;
  readonly rivers: readonly LandRiver[];
  readonly lakes: readonly LandLake[];
  /** Over `rivers`, by their index. */
  readonly riverIndex: SegmentIndex;
  inLake(point: Point): boolean;
  /** Dry, and not on a bank: fit to build on. */
  isFree(point: Point): boolean;
}

const BANK_M = 330;

/** Hills, rivers in their valleys, and the reservoir on one of them. */
export function formLand(seed: number, seats: readonly Point[], outline: Outline): Land {
  const terrain = raiseTerrain(seed, outline);
  const seat = seats[LAKE_TOWNSHIP] as Point;
  const shore = lakeShore(seed, { x: seat.x + LAKE_OFFSET.x, y: seat.y + LAKE_OFFSET.y }, 1);
  const outerShore = lakeShore(seed, { x: seat.x + LAKE_OFFSET.x, y: seat.y + LAKE_OFFSET.y }, 1.25);
  const rivers = digRivers(seed, seats, terrain);
  const riverIndex = new SegmentIndex(rivers.map((river) => river.line));
  const inLake = (point: Point): boolean => contains(outerShore, point);
  return {
    outline,
    terrain,
    rivers,
    lakes: [{ name: LAKE_NAME, shore }],
    riverIndex,
    inLake,
    isFree: (point) => !inLake(point) && (riverIndex.nearest(point)?.metres ?? BANK_M) >= BANK_M,
  };
}

/** An uneven oval of about 3 by 2 km at scale 1. */
function lakeShore(seed: number, centre: Point, scale: number): Point[] {
  const noise = fractalNoise(hashText('lake', seed), 0.8, 3);
  const points = 72;
  return Array.from({ length: points + 1 }, (_, index) => {
    const angle = ((index % points) / points) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const reach = scale * (1 + 0.45 * noise(cos * 1.1 + 3, sin * 1.1 + 3));
    const [across, up] = [1_500 * cos * reach, 850 * sin * reach];
    return { x: centre.x + across * 0.9 - up * 0.43, y: centre.y + across * 0.43 + up * 0.9 };
  });
}
