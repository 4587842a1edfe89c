import type { Point } from './point.ts';

/** Twice the area is positive when the ring runs counter-clockwise. In square metres. */
export function signedAreaM2(ring: readonly Point[]): number {
  let twice = 0;
  ring.forEach((a, index) => {
    const b = ring[(index + 1) % ring.length] as Point;
    twice += a.x * b.y - b.x * a.y;
  });
  return twice / 2;
}

/** Whether `point` lies inside `ring` (even-odd rule). The ring may or may not repeat its first point. */
export function contains(ring: readonly Point[], point: Point): boolean {
  let inside = false;
  ring.forEach((a, index) => {
    const b = ring[(index + 1) % ring.length] as Point;
    if (a.y > point.y === b.y > point.y) return;
    if (point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  });
  return inside;
}
