import { distanceM, type LonLat } from '#core/geo';
import { type County, PathFinder } from '#sim/county';
import { measure, nearestOn, placeOn, type RoadLine } from './road-line.ts';

/** A place on the road. */
export interface RoadSpot {
  readonly edge: number;
  /** From the edge's start. */
  readonly metres: number;
}

/** A drive along one edge; backwards when `toM` is less than `fromM`. */
export interface Leg {
  readonly edge: number;
  readonly fromM: number;
  readonly toM: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly line: RoadLine;
}

/** A road spot from one end of its edge, and what it costs to get to that end. */
interface End {
  readonly node: number;
  readonly leg: Leg;
}

const legLength = ({ fromM, toM }: Leg): number => Math.abs(toM - fromM);
export const routeLength = (route: readonly Leg[]): number =>
  route.reduce((sum, leg) => sum + legLength(leg), 0);

/** The county's roads for those who drive on them. */
export class RoadMap {
  readonly #edges: readonly Edge[];
  readonly #nodes: readonly LonLat[];
  readonly #nodeIndexes: ReadonlyMap<string, number>;
  /** By node: edges that end there. */
  readonly #edgesAt: readonly (readonly number[])[];
  readonly #finder: PathFinder;

  constructor({ nodes, edges }: County['roads']) {
    this.#nodes = nodes.map((node) => node.position);
    this.#nodeIndexes = new Map(nodes.map(({ id }, index) => [id, index]));
    const indexOf = (id: string): number => this.#nodeIndexes.get(id) as number;
    this.#edges = edges.map(({ from, to, line }) => ({
      from: indexOf(from),
      to: indexOf(to),
      line: measure(line),
    }));
    const edgesAt: number[][] = nodes.map(() => []);
    this.#edges.forEach(({ from, to }, index) => {
      edgesAt[from]?.push(index);
      if (to !== from) edgesAt[to]?.push(index);
    });
    this.#edgesAt = edgesAt;
    const otherEnd = (edge: number, node: number): number => {
      const { from, to } = this.#edges[edge] as Edge;
      return from === node ? to : from;
    };
    this.#finder = new PathFinder({
      neighbours: edgesAt.map((list, node) => list.map((edge) => otherEnd(edge, node))),
      lines: edgesAt,
    });
  }

  /** The place on a road nearest to a position. */
  spotNear(position: LonLat): RoadSpot {
    let best = { edge: 0, metres: 0, awayM: Number.POSITIVE_INFINITY };
    this.#edges.forEach(({ line }, edge) => {
      const found = nearestOn(line, position);
      if (found.awayM < best.awayM) best = { edge, ...found };
    });
    return { edge: best.edge, metres: best.metres };
  }

  /** Where a node of the network is. @throws when there is no such node */
  nodePosition(id: string): LonLat {
    const position = this.#nodes[this.#nodeIndexes.get(id) ?? -1];
    if (position === undefined) throw new Error(`no road node ${id}`);
    return position;
  }

  /** The crossings and road ends within a distance, as spots, the nearest first. */
  crossingsNear(position: LonLat, radiusM: number): RoadSpot[] {
    return this.#nodes
      .map((at, node) => ({ node, awayM: distanceM(at, position) }))
      .filter(({ awayM }) => awayM <= radiusM)
      .sort((a, b) => a.awayM - b.awayM)
      .flatMap(({ node }) => {
        const edge = this.#edgesAt[node]?.[0];
        if (edge === undefined) return [];
        const { from, line } = this.#edges[edge] as Edge;
        return [{ edge, metres: from === node ? 0 : line.lengthM }];
      });
  }

  /** Where a spot is, and the bearing of the edge there, from its start to its end. */
  place({ edge, metres }: RoadSpot): LonLat & { readonly bearingDeg: number } {
    return placeOn((this.#edges[edge] as Edge).line, metres);
  }

  /** The shortest drive; empty when one is there already. */
  route(from: RoadSpot, to: RoadSpot): Leg[] {
    return this.#legs(from, to).filter((leg) => legLength(leg) > 0);
  }

  #legs(from: RoadSpot, to: RoadSpot): Leg[] {
    if (from.edge === to.edge) return [{ edge: from.edge, fromM: from.metres, toM: to.metres }];
    let best: Leg[] = [];
    let bestM = Number.POSITIVE_INFINITY;
    for (const start of this.#ends(from)) {
      for (const goal of this.#ends(to)) {
        const outsideM = legLength(start.leg) + legLength(goal.leg);
        const between = this.#between(start.node, goal.node, bestM - outsideM);
        if (between === null) continue;
        const legs = [start.leg, ...between, { ...goal.leg, fromM: goal.leg.toM, toM: goal.leg.fromM }];
        const length = routeLength(legs);
        if (length < bestM) [best, bestM] = [legs, length];
      }
    }
    return best;
  }

  #ends({ edge, metres }: RoadSpot): readonly [End, End] {
    const { from, to, line } = this.#edges[edge] as Edge;
    return [
      { node: from, leg: { edge, fromM: metres, toM: 0 } },
      { node: to, leg: { edge, fromM: metres, toM: line.lengthM } },
    ];
  }

  /** The legs between two nodes; `null` if none are shorter than `limitM`. */
  #between(from: number, to: number, limitM: number): Leg[] | null {
    const cost = (_from: number, _to: number, edge: number): number =>
      (this.#edges[edge] as Edge).line.lengthM;
    const path = this.#finder.find(from, (node) => node === to, cost, limitM);
    if (path === null) return null;
    return path.nodes.slice(1).map((node, index) => this.#leg(path.nodes[index] as number, node));
  }

  /** Along the shortest of the edges from one node to its neighbour. */
  #leg(from: number, to: number): Leg {
    const joining = (this.#edgesAt[from] ?? []).filter((index) => {
      const edge = this.#edges[index] as Edge;
      return edge.from === from ? edge.to === to : edge.from === to;
    });
    const lengthOf = (index: number): number => (this.#edges[index] as Edge).line.lengthM;
    const edge = joining.reduce((best, next) => (lengthOf(next) < lengthOf(best) ? next : best));
    const isForward = (this.#edges[edge] as Edge).from === from;
    return { edge, fromM: isForward ? 0 : lengthOf(edge), toM: isForward ? lengthOf(edge) : 0 };
  }
}
