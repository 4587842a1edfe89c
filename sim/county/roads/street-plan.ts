import type { LocalizedText } from '#core/kit';
import type { Point } from '../geometry/point.ts';
import { fractalNoise } from '../noise.ts';
import { hashText, type Random, seededRandom } from '../random.ts';

export interface PlannedStreet {
  readonly from: number;
  readonly to: number;
  readonly name: LocalizedText;
  /** One of the two streets that cross in the middle, which through traffic takes. */
  readonly isMain: boolean;
}

/** The streets of one town or village before they are laid into the county: crossings, and which of them are joined. */
export interface StreetPlan {
  /** Crossings; the one nearest the middle is the site itself. */
  readonly points: readonly Point[];
  readonly middle: number;
  readonly streets: readonly PlannedStreet[];
}

export interface StreetPlanOptions {
  readonly seed: number;
  readonly centre: Point;
  /** Blocks east–west and north–south. */
  readonly blocks: readonly [number, number];
  readonly blockM: number;
  /** Names of the streets that run east–west, from the south; at least one more than blocks. */
  readonly alongNames: readonly LocalizedText[];
  /** Names of those that run north–south, from the west. */
  readonly acrossNames: readonly LocalizedText[];
  /** Share of the lesser stretches that were never built. */
  readonly gaps: number;
}

const WARP_SHARE = 0.22;
const TURN_RAD = 0.5;

/** A street grid that has grown: blocks of uneven size, turned to the land, bent, with stretches missing. */
export function planStreets(options: StreetPlanOptions): StreetPlan {
  const { seed, centre, blocks, blockM, alongNames, acrossNames } = options;
  const random = seededRandom(seed, 'streets');
  const [columns, rows] = [blocks[0] + 1, blocks[1] + 1];
  const [xs, ys] = [unevenSteps(random, columns, blockM), unevenSteps(random, rows, blockM)];
  const [middleColumn, middleRow] = [Math.floor(columns / 2), Math.floor(rows / 2)];
  const turn = random.between(-TURN_RAD, TURN_RAD);
  const bend = [
    fractalNoise(hashText('bend-x', seed), 900, 2),
    fractalNoise(hashText('bend-y', seed), 900, 2),
  ];
  const place = (column: number, row: number): Point => {
    const u = (xs[column] as number) - (xs[middleColumn] as number);
    const v = (ys[row] as number) - (ys[middleRow] as number);
    const x = u * Math.cos(turn) - v * Math.sin(turn);
    const y = u * Math.sin(turn) + v * Math.cos(turn);
    // The bend fades to nothing in the middle, so that the site keeps its place.
    const strength = Math.min(1, Math.hypot(x, y) / blockM) * blockM * WARP_SHARE * 2;
    const [bendX = 0, bendY = 0] = bend.map((noise) => noise(x, y) * strength);
    return { x: centre.x + x + bendX, y: centre.y + y + bendY };
  };
  const points = Array.from({ length: columns * rows }, (_, index) =>
    place(index % columns, Math.floor(index / columns)),
  );
  const isBuilt = (isMain: boolean): boolean => isMain || random.next() >= options.gaps;
  const streets = points.flatMap((_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const found: PlannedStreet[] = [];
    const [onMainRow, onMainColumn] = [row === middleRow, column === middleColumn];
    if (column + 1 < columns && isBuilt(onMainRow)) {
      found.push({ from: index, to: index + 1, name: alongNames[row] as LocalizedText, isMain: onMainRow });
    }
    if (row + 1 < rows && isBuilt(onMainColumn)) {
      const name = acrossNames[column] as LocalizedText;
      found.push({ from: index, to: index + columns, name, isMain: onMainColumn });
    }
    return found;
  });
  return { points, middle: middleRow * columns + middleColumn, streets };
}

function unevenSteps(random: Random, count: number, stepM: number): number[] {
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    if (index > 0) at += stepM * random.between(0.75, 1.3);
    return at;
  });
}
