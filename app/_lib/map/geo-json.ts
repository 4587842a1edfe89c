/** The part of GeoJSON (RFC 7946) that the map is fed with; positions are `[lon, lat]` in degrees. */
export type Geometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'LineString'; coordinates: [number, number][] }
  | { type: 'Polygon'; coordinates: [number, number][][] };

export interface Feature {
  type: 'Feature';
  properties: Record<string, string | number | boolean>;
  geometry: Geometry;
}

export interface FeatureCollection {
  type: 'FeatureCollection';
  features: Feature[];
}

/** Puts features together. */
export function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** A feature at one place. */
export function pointFeature(
  place: { readonly lon: number; readonly lat: number },
  properties: Feature['properties'],
): Feature {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
  };
}
