import { z } from 'zod';
import type { LonLat } from '#core/geo';
import type { Cancel } from '#core/kit';
import type { FeatureCollection } from '../geo-json.ts';
import { mapIcons } from '../style/icons.ts';
import { pressableLayers, type SourceName } from '../style/object-layers.ts';
import type { MapPalette } from '../style/palette.ts';
import type { Bounds, MapCanvas, MapHit, MapView, Pixel } from './map-canvas.ts';

/** What is read of a feature that was hit; both libraries say more. */
const hitSchema = z.object({
  layer: z.object({ id: z.string() }),
  properties: z.record(z.string(), z.unknown()),
  geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
});

/** What MapLibre GL and Mapbox GL, once one library, still have in common, as far as it is used here. */
export interface GlMap {
  getSource(id: string): unknown;
  getZoom(): number;
  getCenter(): { readonly lng: number; readonly lat: number };
  getBounds(): {
    getWest(): number;
    getSouth(): number;
    getEast(): number;
    getNorth(): number;
  } | null;
  getCanvas(): HTMLCanvasElement;
  project(place: [number, number]): Pixel;
  unproject(point: [number, number]): { readonly lng: number; readonly lat: number };
  setLayoutProperty(layer: string, name: 'visibility', value: 'visible' | 'none'): unknown;
  addImage(name: string, image: ImageData, options: { pixelRatio: number }): unknown;
  flyTo(options: {
    center: [number, number];
    zoom: number;
    offset: [number, number];
    duration: number;
  }): unknown;
  fitBounds(
    bounds: [number, number, number, number],
    options: { padding: number; duration: number },
  ): unknown;
  zoomIn(): unknown;
  zoomOut(): unknown;
  queryRenderedFeatures(
    box: [[number, number], [number, number]],
    options: { layers: string[] },
  ): readonly unknown[];
  on(type: 'move' | 'moveend', listener: () => void): unknown;
  on(type: 'click' | 'mousemove', listener: (event: { readonly point: Pixel }) => void): unknown;
  off(type: 'move' | 'moveend', listener: () => void): unknown;
  off(type: 'click' | 'mousemove', listener: (event: { readonly point: Pixel }) => void): unknown;
  remove(): void;
}

/** How far from a mark a press still hits it: half a fingertip. */
const REACH_PX = 7;
const FLIGHT_MS = 900;

/** Draws the icons that our layers name. */
export function addIcons(map: GlMap, palette: MapPalette): void {
  for (const { name, image, pixelRatio } of mapIcons(palette)) map.addImage(name, image, { pixelRatio });
}

/** A loaded map of either library as a `MapCanvas`. */
export class GlCanvas implements MapCanvas {
  readonly #map: GlMap;

  constructor(map: GlMap) {
    this.#map = map;
    map.on('mousemove', ({ point }) => {
      map.getCanvas().style.cursor = this.#hitsAt(point).length > 0 ? 'pointer' : '';
    });
  }

  setData(source: SourceName, data: FeatureCollection): void {
    const found = this.#map.getSource(source);
    if (hasSetData(found)) found.setData(data);
  }

  setVisible(layers: readonly string[], isVisible: boolean): void {
    for (const layer of layers) {
      this.#map.setLayoutProperty(layer, 'visibility', isVisible ? 'visible' : 'none');
    }
  }

  flyTo({ center, zoom }: MapView, at: Pixel = { x: 0, y: 0 }): void {
    this.#map.flyTo({
      center: [center.lon, center.lat],
      zoom,
      offset: [at.x, at.y],
      duration: flightMs(),
    });
  }

  fit([west, south, east, north]: Bounds, paddingPx: number): void {
    this.#map.fitBounds([west, south, east, north], { padding: paddingPx, duration: flightMs() });
  }

  zoomBy(step: 1 | -1): void {
    if (step === 1) this.#map.zoomIn();
    else this.#map.zoomOut();
  }

  project({ lon, lat }: LonLat): Pixel {
    return this.#map.project([lon, lat]);
  }

  placeAt({ x, y }: Pixel): LonLat {
    const { lng, lat } = this.#map.unproject([x, y]);
    return { lon: lng, lat };
  }

  view(): MapView {
    const { lng, lat } = this.#map.getCenter();
    return { center: { lon: lng, lat }, zoom: this.#map.getZoom() };
  }

  bounds(): Bounds {
    const bounds = this.#map.getBounds();
    if (bounds === null) return [-180, -90, 180, 90];
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  onMove(listener: () => void): Cancel {
    this.#map.on('move', listener);
    return () => void this.#map.off('move', listener);
  }

  onRest(listener: () => void): Cancel {
    this.#map.on('moveend', listener);
    return () => void this.#map.off('moveend', listener);
  }

  onPress(listener: (hits: readonly MapHit[], at: Pixel) => void): Cancel {
    const onClick = ({ point }: { readonly point: Pixel }) => listener(this.#hitsAt(point), point);
    this.#map.on('click', onClick);
    return () => void this.#map.off('click', onClick);
  }

  remove(): void {
    this.#map.remove();
  }

  #hitsAt({ x, y }: Pixel): MapHit[] {
    const box: [[number, number], [number, number]] = [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ];
    return this.#map.queryRenderedFeatures(box, { layers: [...pressableLayers] }).flatMap((feature) => {
      const hit = hitSchema.safeParse(feature);
      if (!hit.success) return [];
      const [lon = 0, lat = 0] = hit.data.geometry.coordinates;
      return [{ layer: hit.data.layer.id, properties: hit.data.properties, place: { lon, lat } }];
    });
  }
}

function hasSetData(source: unknown): source is { setData(data: FeatureCollection): unknown } {
  return typeof source === 'object' && source !== null && 'setData' in source;
}

/** Whoever has asked their system for less motion is put there at once. */
function flightMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : FLIGHT_MS;
}
