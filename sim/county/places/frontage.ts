import type { Point } from '../geometry/point.ts';
import { along, lengthM } from '../geometry/polyline.ts';
import type { Ground } from '../ground.ts';

/** A place by the side of a road, where a camera can be put up or a gate can open. */
export interface Frontage {
  /** Index of the road edge. */
  readonly edge: number;
  readonly point: Point;
  /** Bearing of the road. */
  readonly bearingDeg: number;
}

const EVERY_M = 55;

/** All places along the roads on each site's land, by index of site, in the order of the roads. */
export function surveyFrontages({ roads, plots, territory }: Ground): Frontage[][] {
  const bySite: Frontage[][] = territory.sites.map(() => []);
  roads.edges.forEach(({ line }, edge) => {
    const length = lengthM(line);
    for (let metres = Math.min(EVERY_M, length) / 2; metres < length; metres += EVERY_M) {
      const { point, bearingDeg } = along(line, metres);
      const site = plots.siteAt(point);
      if (site !== null && plots.isWellInside(point, site)) bySite[site]?.push({ edge, point, bearingDeg });
    }
  });
  return bySite;
}
