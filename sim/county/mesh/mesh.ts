import Delaunator from 'delaunator';
import { distance, type Point } from '../geometry/point.ts';
import { EXTENT } from '../outline.ts';
import type { Random } from '../random.ts';

/** Points joined to their neighbours by lines that never cross: ground for paths to be found on. */
export interface Mesh {
  readonly points: readonly Point[];
  readonly neighbours: readonly (readonly number[])[];
  /** The number of the line to each of `neighbours`, the same from both its ends. Small, with gaps. */
  readonly lines: readonly (readonly number[])[];
}

/** Joins points by their Delaunay triangulation. */
export function knit(points: readonly Point[]): Mesh {
  const { triangles, halfedges } = Delaunator.from(
    points as Point[],
    (point) => point.x,
    (point) => point.y,
  );
  const neighbours: number[][] = points.map(() => []);
  const lines: number[][] = points.map(() => []);
  const join = (from: number, to: number, line: number): void => {
    neighbours[from]?.push(to);
    lines[from]?.push(line);
  };
  triangles.forEach((from, edge) => {
    const to = triangles[edge % 3 === 2 ? edge - 2 : edge + 1] as number;
    const twin = halfedges[edge] ?? -1;
    join(from, to, twin === -1 ? edge : Math.min(edge, twin));
    if (twin === -1) join(to, from, edge);
  });
  return { points, neighbours, lines };
}

/** The line between two nodes; `null` if they are no neighbours. */
export function lineBetween(mesh: Mesh, from: number, to: number): number | null {
  const slot = mesh.neighbours[from]?.indexOf(to) ?? -1;
  return mesh.lines[from]?.[slot] ?? null;
}

/** Points about `spacingM` apart in no order, all over the county and its surroundings. */
export function scatter(random: Random, spacingM: number): Point[] {
  const points: Point[] = [];
  for (let x = -EXTENT.x; x <= EXTENT.x; x += spacingM) {
    for (let y = -EXTENT.y; y <= EXTENT.y; y += spacingM) {
      points.push({
        x: x + random.between(-0.42, 0.42) * spacingM,
        y: y + random.between(-0.42, 0.42) * spacingM,
      });
    }
  }
  return points;
}

export function nearestNode(points: readonly Point[], to: Point): number {
  let best = 0;
  points.forEach((point, node) => {
    if (distance(point, to) < distance(points[best] as Point, to)) best = node;
  });
  return best;
}
