import type { LonLat } from '#core/geo';
import type { Point } from './point.ts';

/**
 * Where the county is laid down: among the dunes of the Badain Jaran desert, where no town is. The position only has
 * to lie inside the area where Chinese map shifts apply, so that those are exercised too.
 */
export const COUNTY_ORIGIN: LonLat = { lon: 102, lat: 40.2 };

const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;
const METRES_PER_DEGREE_LON = METRES_PER_DEGREE * Math.cos((COUNTY_ORIGIN.lat * Math.PI) / 180);

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Plane to degrees, equirectangular about the origin: off by less than 0.5 % at the county's edge. */
export function toLonLat(point: Point): LonLat {
  return {
    lon: round6(COUNTY_ORIGIN.lon + point.x / METRES_PER_DEGREE_LON),
    lat: round6(COUNTY_ORIGIN.lat + point.y / METRES_PER_DEGREE),
  };
}

/** Degrees to plane, the inverse of `toLonLat`. */
export function toPoint(position: LonLat): Point {
  return {
    x: (position.lon - COUNTY_ORIGIN.lon) * METRES_PER_DEGREE_LON,
    y: (position.lat - COUNTY_ORIGIN.lat) * METRES_PER_DEGREE,
  };
}
