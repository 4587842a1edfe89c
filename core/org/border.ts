import { fail, ok, type Result } from '#core/kit';
import type { Border } from './org-unit.ts';

/** More than a county needs on a map of its own, and few enough to send them with their siblings'. */
export const BORDER_VERTICES_MAX = 20_000;
const POLYGONS_MAX = 200;

/** What is wrong with a border. */
export const borderRefusals = [
  'not_geojson',
  'not_a_polygon',
  'too_many_vertices',
  'too_few_vertices',
  'ring_not_closed',
  'out_of_range',
] as const;
export type BorderRefusal = (typeof borderRefusals)[number];

/**
 * Reads a border from GeoJSON (RFC 7946): a Polygon or MultiPolygon, alone, as a Feature, or as Features of a
 * collection, which become one border. Positions are WGS 84 longitude and latitude; a height is left out.
 */
export function readBorder(geoJson: unknown): Result<Border, BorderRefusal> {
  const geometries = geometriesOf(geoJson);
  if (geometries === null || geometries.length === 0) return fail('not_geojson');
  const polygons: Ring[][] = [];
  let vertices = 0;
  for (const geometry of geometries) {
    const found = polygonsOf(geometry);
    if (found === null) return fail('not_a_polygon');
    for (const polygon of found) {
      const rings: Ring[] = [];
      for (const positions of polygon) {
        vertices += positions.length;
        if (vertices > BORDER_VERTICES_MAX) return fail('too_many_vertices');
        const ring = readRing(positions);
        if (!ring.ok) return ring;
        rings.push(ring.value);
      }
      polygons.push(rings);
    }
  }
  return polygons.length > POLYGONS_MAX ? fail('too_many_vertices') : ok(polygons);
}

type Ring = readonly (readonly [lon: number, lat: number])[];

function readRing(positions: readonly unknown[]): Result<Ring, BorderRefusal> {
  const ring: (readonly [lon: number, lat: number])[] = [];
  for (const position of positions) {
    const [lon, lat]: unknown[] = Array.isArray(position) ? position : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') return fail('not_geojson');
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return fail('out_of_range');
    ring.push([lon, lat]);
  }
  // RFC 7946, 3.1.6: four positions or more, the last of which repeats the first.
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || ring.length < 4) return fail('too_few_vertices');
  return first[0] === last[0] && first[1] === last[1] ? ok(ring) : fail('ring_not_closed');
}

function geometriesOf(value: unknown): unknown[] | null {
  if (!isObject(value)) return null;
  switch (value.type) {
    case 'FeatureCollection':
      return Array.isArray(value.features) ? value.features.slice(0, POLYGONS_MAX + 1).map(geometryOf) : null;
    case 'Feature':
      return [geometryOf(value)];
    default:
      return [value];
  }
}

function geometryOf(feature: unknown): unknown {
  return isObject(feature) ? feature.geometry : null;
}

function polygonsOf(geometry: unknown): unknown[][][] | null {
  if (!isObject(geometry) || !Array.isArray(geometry.coordinates)) return null;
  const { type, coordinates } = geometry;
  const polygons: unknown = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  return isPolygons(polygons) ? polygons : null;
}

/** Polygons of rings, each with an outside at least. */
function isPolygons(value: unknown): value is unknown[][][] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((polygon) => Array.isArray(polygon) && polygon.length > 0 && polygon.every(Array.isArray))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
