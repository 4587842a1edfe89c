import type { Point } from '../geometry/point.ts';
import { contains } from '../geometry/polygon.ts';
import type { Territory } from './territory.ts';

const CELL_M = 1_500;
const MARGIN_M = 1.5;

/** Tells whose land a point lies on. */
export interface PlotFinder {
  /** Index of the site, or `null` outside the county. */
  siteAt(point: Point): number | null;
  /** Whether the point and its surroundings of 1.5 m are the site's, so that rounding cannot move it abroad. */
  isWellInside(point: Point, site: number): boolean;
}

export function findPlots({ villageBorders }: Territory): PlotFinder {
  const cells = new Map<string, number[]>();
  villageBorders.forEach((ring, site) => {
    for (const cell of cellsOf(ring)) cells.set(cell, [...(cells.get(cell) ?? []), site]);
  });
  const siteAt = (point: Point): number | null => {
    const near = cells.get(`${Math.floor(point.x / CELL_M)}:${Math.floor(point.y / CELL_M)}`) ?? [];
    return near.find((site) => contains(villageBorders[site] as Point[], point)) ?? null;
  };
  return {
    siteAt,
    isWellInside: ({ x, y }, site) =>
      [-MARGIN_M, MARGIN_M].every((dx) =>
        [-MARGIN_M, MARGIN_M].every((dy) => siteAt({ x: x + dx, y: y + dy }) === site),
      ),
  };
}

function* cellsOf(ring: readonly Point[]): Generator<string> {
  const xs = ring.map((point) => Math.floor(point.x / CELL_M));
  const ys = ring.map((point) => Math.floor(point.y / CELL_M));
  for (let x = Math.min(...xs); x <= Math.max(...xs); x++) {
    for (let y = Math.min(...ys); y <= Math.max(...ys); y++) yield `${x}:${y}`;
  }
}
