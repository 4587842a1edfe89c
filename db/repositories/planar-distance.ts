import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { LonLat } from '#core/geo';

/**
 * Something that grows with the distance from a row's position to a place: good enough to order by within a county.
 * A degree of longitude shrinks with the cosine of the latitude.
 */
export function planarDistance(
  row: { readonly lon: AnyColumn; readonly lat: AnyColumn },
  { lon, lat }: LonLat,
): SQL {
  const shrink = Math.cos((lat * Math.PI) / 180);
  return sql`((${row.lon} - ${lon}::float8) * ${shrink}::float8) ^ 2 + (${row.lat} - ${lat}::float8) ^ 2`;
}
