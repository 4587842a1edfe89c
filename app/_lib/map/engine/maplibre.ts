import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import { baseLayers, baseSources } from '../style/base-layers.ts';
import { fontStack } from '../style/fonts.ts';
import { objectLayers, objectSources } from '../style/object-layers.ts';
import { addIcons, GlCanvas } from './gl-map.ts';
import type { MapCanvas } from './map-canvas.ts';
import type { OpenMapOptions } from './open-map-options.ts';

// The library looks for its worker beside itself, which is not where a bundler puts it.
setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href);

/**
 * MapLibre GL over the county's own base map: nothing is fetched from outside. The style names no glyph server, so
 * all text is drawn with the fonts of this machine.
 */
export async function openMapLibre({ host, view, palette, locale }: OpenMapOptions): Promise<MapCanvas> {
  const map = new MapLibreMap({
    container: host,
    style: {
      version: 8,
      sources: { ...baseSources, ...objectSources },
      layers: [...baseLayers(palette, locale), ...objectLayers(palette, locale)],
    },
    center: [view.center.lon, view.center.lat],
    zoom: view.zoom,
    minZoom: 7,
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    localIdeographFontFamily: fontStack.join(', '),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // Not `load`, which waits until everything in view is drawn.
  await map.once('style.load');
  addIcons(map, palette);
  return new GlCanvas(map);
}
