import mapboxgl, { type LayerSpecification } from 'mapbox-gl';
import 'mapbox-gl/dist/mapbox-gl.css';
import { areaLayers, areaSources } from '../style/base-layers.ts';
import { fontStack } from '../style/fonts.ts';
import { type ObjectLayer, objectLayers, objectSources } from '../style/object-layers.ts';
import { addIcons, GlCanvas } from './gl-map.ts';
import type { MapCanvas } from './map-canvas.ts';
import type { OpenMapOptions } from './open-map-options.ts';

/** Mapbox GL over Mapbox's own base map, with our borders and objects on top. Their logo and credits stay. */
export async function openMapbox(
  token: string,
  { host, view, palette, locale }: OpenMapOptions,
): Promise<MapCanvas> {
  const map = new mapboxgl.Map({
    accessToken: token,
    container: host,
    style: palette.mapboxStyle,
    center: [view.center.lon, view.center.lat],
    zoom: view.zoom,
    minZoom: 7,
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    projection: 'mercator',
    localFontFamily: fontStack.join(', '),
  });
  await new Promise((resolve) => map.once('load', resolve));
  addIcons(map, palette);
  for (const [name, source] of Object.entries({ ...areaSources, ...objectSources })) {
    map.addSource(name, source);
  }
  for (const layer of [...areaLayers(palette), ...objectLayers(palette, locale)])
    map.addLayer(asMapboxLayer(layer));
  return new GlCanvas(map);
}

/** The two style specifications, once one, agree in all that our layers use; only their types are spelt differently. */
function asMapboxLayer(layer: ObjectLayer): LayerSpecification {
  return layer as unknown as LayerSpecification;
}
