import type { Pose } from '../render/mesh.ts';

/** A way across the ground. */
export interface Route {
  readonly lengthM: number;
  /** Place and heading after `metres`, which is held within the route. */
  at(metres: number): Pose;
}

const STEP_M = 0.25;

/** A smooth way through the given points (a Catmull-Rom curve), measured in metres. */
export function route(points: readonly (readonly [number, number])[]): Route {
  const point = (index: number) =>
    points[Math.min(points.length - 1, Math.max(0, index))] as readonly [number, number];
  const places: [number, number][] = [];
  for (let leg = 0; leg < points.length - 1; leg += 1) {
    const [p0, p1, p2, p3] = [point(leg - 1), point(leg), point(leg + 1), point(leg + 2)];
    const steps = Math.ceil(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) / STEP_M);
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      const along = (axis: 0 | 1) =>
        p1[axis] +
        0.5 *
          t *
          (p2[axis] -
            p0[axis] +
            t *
              (2 * p0[axis] -
                5 * p1[axis] +
                4 * p2[axis] -
                p3[axis] +
                t * (3 * (p1[axis] - p2[axis]) + p3[axis] - p0[axis])));
      places.push([along(0), along(1)]);
    }
  }
  places.push([...point(points.length - 1)]);
  const metres = [0];
  for (let index = 1; index < places.length; index += 1) {
    const [a, b] = [places[index - 1] as [number, number], places[index] as [number, number]];
    metres.push((metres.at(-1) as number) + Math.hypot(b[0] - a[0], b[1] - a[1]));
  }
  const lengthM = metres.at(-1) as number;
  const find = (distance: number): [number, number] => {
    let low = 0;
    let high = metres.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((metres[middle] as number) <= distance) low = middle;
      else high = middle;
    }
    const [a, b] = [places[low] as [number, number], places[high] as [number, number]];
    const t =
      (distance - (metres[low] as number)) / ((metres[high] as number) - (metres[low] as number) || 1);
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  };
  return {
    lengthM,
    at(distance) {
      const held = Math.min(lengthM, Math.max(0, distance));
      const [x, y] = find(held);
      // Long vehicles follow a curve with both axles, so the heading is taken over a stretch.
      const [bx, by] = find(Math.max(0, held - 1.2));
      const [fx, fy] = find(Math.min(lengthM, held + 1.2));
      return { x, y, heading: Math.atan2(fy - by, fx - bx) };
    },
  };
}
