/** A place in the county's own plane: metres east and north of its middle. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The point a share of the way from `a` to `b`. */
export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** `point` moved by `metres` on a compass bearing. */
export function moved(point: Point, bearingDeg: number, metres: number): Point {
  const angle = (bearingDeg * Math.PI) / 180;
  return { x: point.x + Math.sin(angle) * metres, y: point.y + Math.cos(angle) * metres };
}

/** Compass bearing from `a` to `b`, 0 ≤ bearing < 360. */
export function bearing(a: Point, b: Point): number {
  return ((Math.atan2(b.x - a.x, b.y - a.y) * 180) / Math.PI + 360) % 360;
}
