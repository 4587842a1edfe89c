import type { Point } from './geometry/point.ts';
import { fractalNoise } from './noise.ts';
import { hashText } from './random.ts';

const HALF_WIDTH_M = 30_000;
const HALF_HEIGHT_M = 18_600;
const RAGGEDNESS = 0.13;

/** Tells how far out a point lies: 0 in the middle, 1 on the county's rough outline, more outside. */
export type Outline = (point: Point) => number;

/** An uneven ellipse about 60 km across. The border proper follows village borders near it. */
export function drawOutline(seed: number): Outline {
  const noise = fractalNoise(hashText('outline', seed), 0.9, 3);
  return (point) => {
    const x = point.x / HALF_WIDTH_M;
    const y = point.y / HALF_HEIGHT_M;
    const radius = Math.hypot(x, y);
    if (radius === 0) return 0;
    return radius / (1 + RAGGEDNESS * noise(x / radius + 5, y / radius + 5));
  };
}

/** How far from the middle anything is ever drawn, in metres east or north. */
export const EXTENT: Point = { x: 36_000, y: 24_000 };
