import type { CameraView } from '#core/camera';
import { destination, type LonLat } from '#core/geo';
import type { Bounds } from './engine/map-canvas.ts';
import type { Feature } from './geo-json.ts';

/** How far apart the points of a cone's arc are: round enough on any screen. */
const ARC_STEP_DEG = 12;

/** The area a camera looks at, as far as its range says. */
export function coneFeature({ lon, lat, azimuthDeg, angleDeg, rangeM }: LonLat & CameraView): Feature {
  const eye = { lon, lat };
  const steps = Math.max(2, Math.ceil(angleDeg / ARC_STEP_DEG));
  const arc = Array.from({ length: steps + 1 }, (_, step) => {
    const at = destination(eye, azimuthDeg - angleDeg / 2 + (angleDeg * step) / steps, rangeM);
    return [at.lon, at.lat] as [number, number];
  });
  const tip: [number, number] = [lon, lat];
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [[tip, ...arc, tip]] },
  };
}

/** The box around all of some places; `null` for none. */
export function boxAround(places: readonly LonLat[]): Bounds | null {
  if (places.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of places) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
