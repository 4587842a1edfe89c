import type { MapCanvas } from './map-canvas.ts';
import type { OpenMapOptions } from './open-map-options.ts';

/**
 * Opens the map with the library of the installation: MapLibre GL over the county's own base map, or Mapbox GL over
 * Mapbox's when there is a token. Only the one that is used is loaded.
 * @throws where there is no WebGL, or the base map cannot be had
 */
export async function openMap(token: string | null, options: OpenMapOptions): Promise<MapCanvas> {
  if (token === null) {
    const { openMapLibre } = await import('./maplibre.ts');
    return openMapLibre(options);
  }
  const { openMapbox } = await import('./mapbox.ts');
  return openMapbox(token, options);
}
