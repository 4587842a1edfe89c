import type { Point } from '../geometry/point.ts';
import { fractalNoise } from '../noise.ts';
import type { Outline } from '../outline.ts';
import { hashText } from '../random.ts';

/** Height above the county's lowest plain in metres. */
export type Terrain = (point: Point) => number;

const HILLS_M = 420;
const ROLLING_M = 45;

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/** A plain in the middle that rises to hills towards the county's edge, higher in the west and north. */
export function raiseTerrain(seed: number, outline: Outline): Terrain {
  const region = fractalNoise(hashText('region', seed), 16_000, 2);
  const hills = fractalNoise(hashText('hills', seed), 5_500, 4);
  const rolling = fractalNoise(hashText('rolling', seed), 2_600, 3);
  return ({ x, y }) => {
    const tilt = (y - x) / 160_000;
    const rise = clamp01((outline({ x, y }) + tilt + 0.3 * region(x, y) - 0.45) / 0.6);
    const eased = rise * rise * (3 - 2 * rise);
    return HILLS_M * eased * (0.55 + 0.75 * hills(x, y)) + ROLLING_M * (1 + rolling(x, y));
  };
}
