import { LeastFirstQueue } from './least-first-queue.ts';
import type { Mesh } from './mesh.ts';

/** The part of a mesh that leads somewhere. */
type Ways = Pick<Mesh, 'neighbours' | 'lines'>;

/** Cost of going from one node to a neighbour along the mesh's line; infinite where no way leads. */
export type StepCost = (from: number, to: number, line: number) => number;

export interface Path {
  /** From the start to the goal, both included. */
  readonly nodes: readonly number[];
  readonly cost: number;
}

/** Finds cheapest ways over one mesh (Dijkstra). Keeps its working memory, so that many short searches are cheap. */
export class PathFinder {
  readonly #mesh: Ways;
  readonly #costs: Float64Array;
  readonly #cameFrom: Int32Array;
  readonly #settled: Uint8Array;
  #touched: number[] = [];

  constructor(mesh: Ways) {
    this.#mesh = mesh;
    this.#costs = new Float64Array(mesh.neighbours.length).fill(Number.POSITIVE_INFINITY);
    this.#cameFrom = new Int32Array(mesh.neighbours.length).fill(-1);
    this.#settled = new Uint8Array(mesh.neighbours.length);
  }

  /**
   * The cheapest way from `start` to the first node that is a goal.
   * @returns `null` if no goal costs less than `limit`
   */
  find(
    start: number,
    isGoal: (node: number) => boolean,
    stepCost: StepCost,
    limit = Number.POSITIVE_INFINITY,
  ): Path | null {
    this.#forget();
    const queue = new LeastFirstQueue();
    this.#reach(start, 0, -1);
    queue.push(start, 0);
    for (let node = queue.pop(); node !== null; node = queue.pop()) {
      const cost = this.#costs[node] as number;
      if (cost >= limit) return null;
      if (this.#settled[node] === 1) continue; // queued more than once, and reached more cheaply before
      this.#settled[node] = 1;
      if (isGoal(node)) return { nodes: this.#trace(node), cost };
      const neighbours = this.#mesh.neighbours[node] as readonly number[];
      const lines = this.#mesh.lines[node] as readonly number[];
      for (let slot = 0; slot < neighbours.length; slot++) {
        const next = neighbours[slot] as number;
        const total = cost + stepCost(node, next, lines[slot] as number);
        if (total >= (this.#costs[next] as number)) continue;
        this.#reach(next, total, node);
        queue.push(next, total);
      }
    }
    return null;
  }

  #reach(node: number, cost: number, from: number): void {
    this.#costs[node] = cost;
    this.#cameFrom[node] = from;
    this.#touched.push(node);
  }

  #forget(): void {
    for (const node of this.#touched) {
      this.#costs[node] = Number.POSITIVE_INFINITY;
      this.#settled[node] = 0;
    }
    this.#touched = [];
  }

  #trace(goal: number): number[] {
    const nodes: number[] = [];
    for (let node = goal; node !== -1; node = this.#cameFrom[node] as number) nodes.push(node);
    return nodes.reverse();
  }
}
