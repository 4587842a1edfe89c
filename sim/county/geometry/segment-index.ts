import { between, distance, type Point } from './point.ts';
import { crossing } from './polyline.ts';

interface Segment {
  readonly line: number;
  readonly a: Point;
  readonly b: Point;
}

export interface Hit {
  /** Index of the line in what the index was built from. */
  readonly line: number;
  readonly point: Point;
}

const CELL_M = 800;

/** Finds the lines near a place without looking at all of them. */
export class SegmentIndex {
  readonly #cells = new Map<string, Segment[]>();

  constructor(lines: readonly (readonly Point[])[]) {
    lines.forEach((points, line) => {
      for (let i = 1; i < points.length; i++) {
        const segment = { line, a: points[i - 1] as Point, b: points[i] as Point };
        for (const cell of cellsBetween(segment.a, segment.b)) {
          const list = this.#cells.get(cell);
          if (list === undefined) this.#cells.set(cell, [segment]);
          else list.push(segment);
        }
      }
    });
  }

  /** Where the stretch from `a` to `b` crosses any line, in no order. */
  crossings(a: Point, b: Point): Hit[] {
    const hits: Hit[] = [];
    const seen = new Set<Segment>();
    for (const cell of cellsBetween(a, b)) {
      for (const segment of this.#cells.get(cell) ?? []) {
        if (seen.has(segment)) continue;
        seen.add(segment);
        const point = crossing(a, b, segment.a, segment.b);
        if (point !== null) hits.push({ line: segment.line, point });
      }
    }
    return hits;
  }

  /** The nearest point of any line within 800 m, and how far it is in metres; `null` if there is none. */
  nearest(from: Point): (Hit & { readonly metres: number }) | null {
    let best: (Hit & { readonly metres: number }) | null = null;
    const corner = { x: from.x - CELL_M, y: from.y - CELL_M };
    for (const cell of cellsBetween(corner, { x: from.x + CELL_M, y: from.y + CELL_M })) {
      for (const { line, a, b } of this.#cells.get(cell) ?? []) {
        const point = footOn(a, b, from);
        const metres = distance(point, from);
        if (metres < (best?.metres ?? CELL_M)) best = { line, point, metres };
      }
    }
    return best;
  }
}

function footOn(a: Point, b: Point, from: Point): Point {
  const squared = distance(a, b) ** 2;
  if (squared === 0) return a;
  const share = ((from.x - a.x) * (b.x - a.x) + (from.y - a.y) * (b.y - a.y)) / squared;
  return between(a, b, Math.max(0, Math.min(1, share)));
}

/** All cells of the bounding box of two points. */
function* cellsBetween(a: Point, b: Point): Generator<string> {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => Math.floor(x / CELL_M)) as [
    number,
    number,
  ];
  const [low, high] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => Math.floor(y / CELL_M)) as [
    number,
    number,
  ];
  for (let x = left; x <= right; x++) for (let y = low; y <= high; y++) yield `${x}:${y}`;
}
