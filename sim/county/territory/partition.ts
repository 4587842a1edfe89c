import Delaunator from 'delaunator';
import { distance, type Point } from '../geometry/point.ts';
import { signedAreaM2 } from '../geometry/polygon.ts';
import { raggedLine } from './ragged-line.ts';

/** A division of the plane into one cell per site. Cells share their borders exactly. */
export interface Partition {
  /** Sites whose cells touch the cell of `site` along a border. */
  neighbours(site: number): readonly number[];
  /** The outer rings of the union of the cells of `sites`; one if they hang together and enclose no other. */
  rings(sites: ReadonlySet<number>): Point[][];
}

const next = (edge: number): number => (edge % 3 === 2 ? edge - 2 : edge + 1);

/**
 * A Voronoi diagram whose straight borders are replaced by ragged lines. Each line stays inside the kite of its two
 * sites and two ends; kites do not overlap, so no two borders ever cross.
 */
export function dividePlane(points: readonly Point[], seed: number): Partition {
  const { triangles, halfedges } = Delaunator.from(
    points as Point[],
    (point) => point.x,
    (point) => point.y,
  );
  const corners = Array.from({ length: triangles.length / 3 }, (_, triangle) =>
    circumcentre(
      points[triangles[triangle * 3] ?? 0] as Point,
      points[triangles[triangle * 3 + 1] ?? 0] as Point,
      points[triangles[triangle * 3 + 2] ?? 0] as Point,
    ),
  );
  const siteOf = (edge: number): number => triangles[edge] ?? 0;
  const edgesOf = groupEdges(triangles, halfedges, points.length);
  const drawn = new Map<number, Point[]>();

  /** The border dual to a Delaunay edge, from the edge's own triangle to the one across. */
  const border = (edge: number): Point[] => {
    const twin = halfedges[edge] ?? -1;
    const owner = Math.min(edge, twin);
    let line = drawn.get(owner);
    if (line === undefined) {
      const other = Math.max(edge, twin);
      const ends: [Point, Point] = [
        corners[Math.floor(owner / 3)] as Point,
        corners[Math.floor(other / 3)] as Point,
      ];
      line = raggedLine(ends, [points[siteOf(owner)] as Point, points[siteOf(other)] as Point], seed ^ owner);
      drawn.set(owner, line);
    }
    return owner === edge ? line : line.toReversed();
  };

  const rings = (sites: ReadonlySet<number>): Point[][] => {
    const from = new Map<number, number>();
    for (const site of sites) {
      for (const edge of edgesOf[site] ?? []) {
        if (!sites.has(siteOf(next(edge)))) from.set(Math.floor(edge / 3), edge);
      }
    }
    const found: Point[][] = [];
    while (from.size > 0) found.push(walkRing(from, halfedges, border));
    return found;
  };

  return {
    neighbours: (site) => (edgesOf[site] ?? []).map((edge) => siteOf(next(edge))),
    rings,
  };
}

/** Follows border edges from triangle to triangle until the ring closes, taking them out of `from`. */
function walkRing(
  from: Map<number, number>,
  halfedges: Int32Array,
  border: (edge: number) => Point[],
): Point[] {
  const ring: Point[] = [];
  let triangle = from.keys().next().value;
  while (triangle !== undefined) {
    const edge: number | undefined = from.get(triangle);
    if (edge === undefined) break;
    from.delete(triangle);
    ring.push(...border(edge).slice(0, -1));
    triangle = Math.floor((halfedges[edge] ?? 0) / 3);
  }
  if (signedAreaM2(ring) < 0) ring.reverse();
  ring.push(ring[0] as Point);
  return ring;
}

/** The half-edges that start at each site and have a twin. */
function groupEdges(triangles: Uint32Array, halfedges: Int32Array, sites: number): number[][] {
  const groups: number[][] = Array.from({ length: sites }, () => []);
  triangles.forEach((site, edge) => {
    if (halfedges[edge] !== -1) groups[site]?.push(edge);
  });
  return groups;
}

function circumcentre(a: Point, b: Point, c: Point): Point {
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const twice = 2 * (bx * cy - by * cx);
  const [bb, cc] = [distance(a, b) ** 2, distance(a, c) ** 2];
  return { x: a.x + (cy * bb - by * cc) / twice, y: a.y + (bx * cc - cx * bb) / twice };
}
