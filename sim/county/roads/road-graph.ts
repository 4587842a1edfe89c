import type { LocalizedText } from '#core/kit';
import type { RoadClass } from '../county.ts';
import { bearing, between, type Point } from '../geometry/point.ts';
import { smoothThrough } from '../geometry/polyline.ts';
import type { LaidRoads } from './lay-roads.ts';
import { CLASS_RANK, type Link } from './road-builder.ts';

/** A stretch of road in the plane; `from` and `to` are indexes of nodes. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly class: RoadClass;
  readonly name: LocalizedText;
  readonly line: readonly Point[];
}

/** Nodes are where roads meet, end, or change their class or name. */
export interface RoadGraph {
  readonly nodes: readonly Point[];
  readonly edges: readonly GraphEdge[];
}

const STEP_M = 95;
const RELAXING_ROUNDS = 3;
const GOES_ON_DEG = 55;

type LinksAt = ReadonlyMap<number, readonly Link[]>;

/** Turns links of the mesh into smooth stretches between nodes. */
export function drawGraph({ mesh, links }: LaidRoads): RoadGraph {
  const linksAt = groupByNode(links);
  const points = relaxed(mesh.points, mesh.planOf, linksAt);
  const isNode = (node: number): boolean => {
    const [a, b, ...more] = linksAt.get(node) ?? [];
    return a === undefined || b === undefined || more.length > 0 || !sameRoad(a, b);
  };
  const indexes = new Map<number, number>();
  const nodes: Point[] = [];
  const indexOf = (node: number): number => {
    const known = indexes.get(node);
    if (known !== undefined) return known;
    indexes.set(node, nodes.length);
    nodes.push(points[node] as Point);
    return nodes.length - 1;
  };
  const edges: GraphEdge[] = [];
  const done = new Set<Link>();
  for (const link of links) {
    if (done.has(link)) continue;
    const chain = followBothWays(link, linksAt, isNode, done);
    const [first, last] = [chain[0] as number, chain.at(-1) as number];
    const pointAt = (node: number | null): Point | undefined => (node === null ? undefined : points[node]);
    edges.push({
      from: indexOf(first),
      to: indexOf(last),
      class: link.class,
      name: link.name,
      line: smoothThrough(
        chain.map((node) => points[node] as Point),
        STEP_M,
        pointAt(goesOn(first, chain[1] as number, linksAt, points)),
        pointAt(goesOn(last, chain.at(-2) as number, linksAt, points)),
      ),
    });
  }
  return { nodes, edges };
}

const sameRoad = (a: Link, b: Link): boolean => a.class === b.class && a.name.zh === b.name.zh;
const otherEnd = (link: Link, node: number): number => (link.from === node ? link.to : link.from);

function groupByNode(links: readonly Link[]): LinksAt {
  const groups = new Map<number, Link[]>();
  for (const link of links) {
    for (const node of [link.from, link.to]) groups.set(node, [...(groups.get(node) ?? []), link]);
  }
  return groups;
}

/** Takes kinks out of roads in open country; nodes in street plans stay where they were planned. */
function relaxed(original: readonly Point[], planOf: readonly number[], linksAt: LinksAt): Point[] {
  let points = [...original];
  const through: [number, number, number][] = [];
  for (const [node, links] of linksAt) {
    if (planOf[node] !== -1) continue;
    const best = Math.min(...links.map((link) => CLASS_RANK[link.class]));
    const [a, b, ...more] = links.filter((link) => CLASS_RANK[link.class] === best);
    if (a !== undefined && b !== undefined && more.length === 0) {
      through.push([node, otherEnd(a, node), otherEnd(b, node)]);
    }
  }
  for (let round = 0; round < RELAXING_ROUNDS; round++) {
    const moved = [...points];
    for (const [node, a, b] of through) {
      const middle = between(points[a] as Point, points[b] as Point, 0.5);
      moved[node] = between(points[node] as Point, middle, 0.5);
    }
    points = moved;
  }
  return points;
}

/** The nodes of the whole stretch that `start` is part of, from end to end. Marks its links as done. */
function followBothWays(
  start: Link,
  linksAt: LinksAt,
  isNode: (node: number) => boolean,
  done: Set<Link>,
): number[] {
  done.add(start);
  const follow = (from: number): number[] => {
    const chain = [from];
    for (let node = from; !isNode(node); ) {
      const next = linksAt.get(node)?.find((link) => !done.has(link));
      if (next === undefined) break;
      done.add(next);
      node = otherEnd(next, node);
      chain.push(node);
    }
    return chain;
  };
  const forward = follow(start.to);
  return [...follow(start.from).reverse(), ...forward];
}

/** Where a road that comes to `node` from `from` goes on beyond it, if any way leads about straight on. */
function goesOn(node: number, from: number, linksAt: LinksAt, points: readonly Point[]): number | null {
  const arriving = bearing(points[from] as Point, points[node] as Point);
  let best: number | null = null;
  let bestTurn = GOES_ON_DEG;
  for (const link of linksAt.get(node) ?? []) {
    const next = otherEnd(link, node);
    if (next === from) continue;
    const leaving = bearing(points[node] as Point, points[next] as Point);
    const turn = Math.abs(((leaving - arriving + 540) % 360) - 180);
    if (turn < bestTurn) [best, bestTurn] = [next, turn];
  }
  return best;
}
