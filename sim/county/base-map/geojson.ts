import type { LonLat } from '#core/geo';

/** Longitude, latitude in degrees, 5 decimals: about a metre. */
export type Position = readonly [lon: number, lat: number];

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] };

/** The part of GeoJSON (RFC 7946) the base map uses. */
export interface Feature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: Geometry;
}

export interface FeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

export function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

export function feature(properties: Feature['properties'], geometry: Geometry): Feature {
  return { type: 'Feature', properties, geometry };
}

const round5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

export function point({ lon, lat }: LonLat): Geometry {
  return { type: 'Point', coordinates: [round5(lon), round5(lat)] };
}

export function lineString(line: readonly LonLat[]): Geometry {
  return { type: 'LineString', coordinates: compact(line) };
}

export function polygon(ring: readonly LonLat[]): Geometry {
  return { type: 'Polygon', coordinates: [compact(ring)] };
}

/** Rounded, without points that rounding made equal to the one before. */
function compact(line: readonly LonLat[]): Position[] {
  const rounded = line.map(({ lon, lat }): Position => [round5(lon), round5(lat)]);
  return rounded.filter(([lon, lat], index) => {
    const before = rounded[index - 1];
    return before === undefined || before[0] !== lon || before[1] !== lat;
  });
}
