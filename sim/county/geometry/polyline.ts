import { bearing, between, distance, type Point } from './point.ts';

/** Length in metres. */
export function lengthM(line: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1] as Point, line[i] as Point);
  return sum;
}

/** The place `metres` along a line, and the compass bearing of the line there. Clamped to the line's ends. */
export function along(line: readonly Point[], metres: number): { point: Point; bearingDeg: number } {
  let left = Math.max(0, metres);
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point;
    const b = line[i] as Point;
    const step = distance(a, b);
    if (left <= step || i === line.length - 1) {
      const share = step === 0 ? 0 : Math.min(1, left / step);
      return { point: between(a, b, share), bearingDeg: bearing(a, b) };
    }
    left -= step;
  }
  throw new Error('a line has at least two points');
}

/** A point on the smooth curve from `b` to `c` that comes from `a` and goes on to `d` (Catmull-Rom). */
function curvePoint(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const blend = (p: number, q: number, r: number, s: number): number =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t ** 3);
  return { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) };
}

/**
 * A smooth curve through all points of `line`.
 * @param before where the curve comes from, if it goes on beyond its start; likewise `after`
 */
export function smoothThrough(
  line: readonly Point[],
  stepM: number,
  before: Point | undefined = line[0],
  after: Point | undefined = line.at(-1),
): Point[] {
  const curve: Point[] = [];
  for (let i = 1; i < line.length; i++) {
    const [b, c] = [line[i - 1] as Point, line[i] as Point];
    const [a, d] = [line[i - 2] ?? before ?? b, line[i + 1] ?? after ?? c];
    const steps = Math.max(1, Math.round(distance(b, c) / stepM));
    for (let step = 0; step < steps; step++) curve.push(curvePoint(a, b, c, d, step / steps));
  }
  curve.push(line.at(-1) as Point);
  return curve;
}

/** Where two stretches cross, if they do. */
export function crossing(a: Point, b: Point, c: Point, d: Point): Point | null {
  const cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (cross === 0) return null;
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross;
  const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / cross;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? between(a, b, t) : null;
}
