import type { LocalizedText } from '#core/kit';
import { between, distance, type Point } from '../geometry/point.ts';
import { smoothThrough } from '../geometry/polyline.ts';
import { knit, nearestNode, scatter } from '../mesh/mesh.ts';
import { PathFinder } from '../mesh/path-finder.ts';
import { fractalNoise, type Noise } from '../noise.ts';
import { hashText, seededRandom } from '../random.ts';
import { RIVERS, type Waypoint } from './river-plans.ts';
import type { Terrain } from './terrain.ts';

export interface LandRiver {
  readonly name: LocalizedText;
  readonly line: readonly Point[];
  readonly widthM: number;
}

const MESH_M = 620;
const STEP_M = 110;
const MEANDER_M = 1_300;
const SWING_M = 420;

/** Rivers as the cheapest ways down through low ground; each that feeds another ends exactly on it. */
export function digRivers(seed: number, seats: readonly Point[], terrain: Terrain): LandRiver[] {
  const mesh = knit(scatter(seededRandom(seed, 'river-mesh'), MESH_M));
  const finder = new PathFinder(mesh);
  const wander = fractalNoise(hashText('meanders', seed), 2_200, 2);
  const depth = mesh.points.map((point) => terrain(point) / 70 + 1.4 * (1 + wander(point.x, point.y)));
  const stepCost = (from: number, to: number): number =>
    distance(mesh.points[from] as Point, mesh.points[to] as Point) *
    (0.4 + (depth[from] as number) + (depth[to] as number));
  const locate = (waypoint: Waypoint): number => {
    const base = waypoint.seat === undefined ? { x: 0, y: 0 } : (seats[waypoint.seat] as Point);
    return nearestNode(mesh.points, { x: base.x + waypoint.x, y: base.y + waypoint.y });
  };

  const [east, north] = ['east', 'north'].map((way) => fractalNoise(hashText(way, seed), MEANDER_M, 2)) as [
    Noise,
    Noise,
  ];
  /** Bends the whole plane, so that rivers that met still meet. */
  const meander = ({ x, y }: Point): Point => ({ x: x + SWING_M * east(x, y), y: y + SWING_M * north(x, y) });

  /** Where the node lies after smoothing; set once a river has taken it. */
  const settled = new Map<number, Point>();
  return RIVERS.map(({ name, widthM, waypoints, endsInRiver }) => {
    const stops = waypoints.map(locate);
    const nodes = stops.slice(0, 1);
    for (const stop of stops.slice(1)) {
      nodes.push(...pathTo(nodes.at(-1) as number, (node) => node === stop));
    }
    if (endsInRiver) nodes.push(...pathTo(nodes.at(-1) as number, (node) => settled.has(node)));
    const firstMet = endsInRiver ? nodes.findIndex((node) => settled.has(node)) : -1;
    const course = firstMet === -1 ? nodes : nodes.slice(0, firstMet + 1);
    const line = relaxed(course.map((node) => settled.get(node) ?? (mesh.points[node] as Point)));
    course.forEach((node, index) => {
      settled.set(node, line[index] as Point);
    });
    return { name, widthM, line: smoothThrough(line, STEP_M).map(meander) };
  });

  function pathTo(from: number, isGoal: (node: number) => boolean): number[] {
    return finder.find(from, isGoal, stepCost)?.nodes.slice(1) ?? [];
  }
}

/** Takes the worst kinks out of a line; its ends stay. */
function relaxed(line: readonly Point[]): Point[] {
  let points = [...line];
  for (let round = 0; round < 2; round++) {
    points = points.map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined || after === undefined) return point;
      return between(point, between(before, after, 0.5), 0.5);
    });
  }
  return points;
}
