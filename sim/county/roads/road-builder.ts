import type { LocalizedText } from '#core/kit';
import type { RoadClass } from '../county.ts';
import { distance, type Point } from '../geometry/point.ts';
import type { Land } from '../land/land.ts';
import { lineBetween } from '../mesh/mesh.ts';
import { PathFinder } from '../mesh/path-finder.ts';
import type { RoadMesh } from './road-mesh.ts';

/** A stretch of road between two neighbours of the mesh. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly class: RoadClass;
  readonly name: LocalizedText;
}

interface BaseCost {
  /** Infinite over a lake. */
  readonly metres: number;
  readonly crossesRiver: boolean;
}

export const CLASS_RANK: Readonly<Record<RoadClass, number>> = {
  highway: 0,
  county: 1,
  township: 2,
  street: 3,
  village: 4,
};

const BRIDGE_M: Readonly<Record<RoadClass, number>> = {
  highway: 1_200,
  county: 1_800,
  township: 2_600,
  street: 2_600,
  village: 4_500,
};
const EXISTING_ROAD = 0.45;
const MAIN_STREET = 0.6;
const LANES_FOR_HIGHWAY = 2.2;
const ABROAD = 5;
const HOME = 0.97;
const CLIMB = 9;

/** Lays roads over the mesh one after another; each new one takes to those that are there when that is cheaper. */
export class RoadBuilder {
  /** By the mesh's line. */
  readonly links = new Map<number, Link>();
  readonly #mesh: RoadMesh;
  readonly #land: Land;
  readonly #finder: PathFinder;
  readonly #baseCosts: (BaseCost | undefined)[] = [];
  readonly #heights: readonly number[];
  readonly #isAbroad: readonly boolean[];
  readonly #ways = new Map<number, number[]>();

  constructor(mesh: RoadMesh, land: Land) {
    this.#mesh = mesh;
    this.#land = land;
    this.#finder = new PathFinder(mesh);
    this.#isAbroad = mesh.points.map((point) => land.outline(point) > HOME);
    this.#heights = mesh.points.map((point) => land.terrain(point));
    for (const [line, { from, to, name, isLane }] of mesh.streets) {
      this.#put(line, { from, to, class: isLane ? 'village' : 'street', name });
    }
  }

  /** Builds a road from `start` to the first node that is a goal. @returns whether there was a way */
  build(start: number, isGoal: (node: number) => boolean, kind: RoadClass, name: LocalizedText): boolean {
    const path = this.#finder.find(start, isGoal, (from, to, line) => this.#stepCost(from, to, line, kind));
    if (path === null) return false;
    for (let i = 1; i < path.nodes.length; i++) {
      this.#lay(path.nodes[i - 1] as number, path.nodes[i] as number, kind, name);
    }
    return true;
  }

  /** Adds to `reached` all nodes that roads lead to from `start`. */
  reach(start: number, reached: Set<number>): void {
    const found = [start];
    for (let node = found.pop(); node !== undefined; node = found.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      found.push(...(this.#ways.get(node) ?? []));
    }
  }

  /** Metres from `start` to `goal` by the roads there are; `null` if more than `limitM`. */
  distanceM(start: number, goal: number, limitM: number): number | null {
    const byRoad = (from: number, to: number, line: number): number =>
      this.links.has(line) ? this.#base(from, to, line).metres : Number.POSITIVE_INFINITY;
    return this.#finder.find(start, (node) => node === goal, byRoad, limitM)?.cost ?? null;
  }

  #lay(from: number, to: number, kind: RoadClass, name: LocalizedText): void {
    const line = lineBetween(this.#mesh, from, to) as number;
    const old = this.links.get(line);
    if (old === undefined) this.#put(line, { from, to, class: kind, name });
    // In towns a road keeps the name of the street it follows.
    else if (CLASS_RANK[kind] < CLASS_RANK[old.class]) this.links.set(line, { ...old, class: kind });
  }

  #put(line: number, link: Link): void {
    this.links.set(line, link);
    for (const [from, to] of [
      [link.from, link.to],
      [link.to, link.from],
    ] as const) {
      const ways = this.#ways.get(from);
      if (ways === undefined) this.#ways.set(from, [to]);
      else ways.push(to);
    }
  }

  #stepCost(from: number, to: number, line: number, kind: RoadClass): number {
    const { planOf } = this.#mesh;
    const isBuilt = this.links.has(line);
    const inPlan = planOf[from] !== -1 && planOf[from] === planOf[to];
    if (inPlan && !isBuilt) return Number.POSITIVE_INFINITY;
    const { metres, crossesRiver } = this.#base(from, to, line);
    const slope = Math.abs((this.#heights[from] as number) - (this.#heights[to] as number)) / metres;
    let cost = metres * (1 + CLIMB * slope);
    if (isBuilt) cost *= EXISTING_ROAD;
    else if (crossesRiver) cost += BRIDGE_M[kind];
    const street = inPlan ? this.#mesh.streets.get(line) : undefined;
    if (street?.isMain) cost *= MAIN_STREET;
    if (street?.isLane && kind === 'highway') cost *= LANES_FOR_HIGHWAY;
    if (this.#isAbroad[to]) cost *= ABROAD;
    return cost;
  }

  #base(from: number, to: number, line: number): BaseCost {
    const known = this.#baseCosts[line];
    if (known !== undefined) return known;
    const [a, b] = [this.#mesh.points[from] as Point, this.#mesh.points[to] as Point];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const base = {
      metres: this.#land.inLake(middle) ? Number.POSITIVE_INFINITY : distance(a, b),
      crossesRiver: this.#land.riverIndex.crossings(a, b).length > 0,
    };
    this.#baseCosts[line] = base;
    return base;
  }
}
