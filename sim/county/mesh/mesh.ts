import Delaunator from 'delaunator';
import { distance, type Point } from '../geometry/point.ts';
import { EXTENT } from '../outline.ts';
import type { Random } from '../random.ts';
import { LeastFirstQueue } from './least-first-queue.ts';

/** Points joined to their neighbours by lines that never cross: ground for paths to be found on. */
export interface Mesh {
  readonly points: readonly Point[];
  readonly neighbours: readonly (readonly number[])[];
}

/** Joins points by their Delaunay triangulation. */
export function knit(points: readonly Point[]): Mesh {
  const { triangles, halfedges } = Delaunator.from(
    points as Point[],
    (point) => point.x,
    (point) => point.y,
  );
  const neighbours: number[][] = points.map(() => []);
  triangles.forEach((from, edge) => {
    const to = triangles[edge % 3 === 2 ? edge - 2 : edge + 1] as number;
    neighbours[from]?.push(to);
    if (halfedges[edge] === -1) neighbours[to]?.push(from);
  });
  return { points, neighbours };
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

/** Cost of going from one node to a neighbour; infinite where no way leads. */
export type StepCost = (from: number, to: number) => number;

/**
 * The cheapest way from `start` to the first node that is a goal (Dijkstra).
 * @returns nodes from `start` to the goal with the total cost, or `null` if no goal costs less than `limit`
 */
export function leastCostPath(
  mesh: Mesh,
  start: number,
  isGoal: (node: number) => boolean,
  stepCost: StepCost,
  limit = Number.POSITIVE_INFINITY,
): { nodes: number[]; cost: number } | null {
  const costs = new Float64Array(mesh.points.length).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(mesh.points.length).fill(-1);
  const queue = new LeastFirstQueue();
  costs[start] = 0;
  queue.push(start, 0);
  for (let head = queue.pop(); head !== null && head.cost < limit; head = queue.pop()) {
    const { value: node, cost } = head;
    if (cost > (costs[node] as number)) continue;
    if (isGoal(node)) return { nodes: trace(cameFrom, node), cost };
    for (const next of mesh.neighbours[node] ?? []) {
      const total = cost + stepCost(node, next);
      if (total >= (costs[next] as number)) continue;
      costs[next] = total;
      cameFrom[next] = node;
      queue.push(next, total);
    }
  }
  return null;
}

function trace(cameFrom: Int32Array, goal: number): number[] {
  const nodes: number[] = [];
  for (let node = goal; node !== -1; node = cameFrom[node] as number) nodes.push(node);
  return nodes.reverse();
}
