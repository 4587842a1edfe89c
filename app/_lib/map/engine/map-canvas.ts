import type { LonLat } from '#core/geo';
import type { Cancel } from '#core/kit';
import type { FeatureCollection } from '../geo-json.ts';
import type { SourceName } from '../style/object-layers.ts';

/** Where a map looks. */
export interface MapView {
  readonly center: LonLat;
  readonly zoom: number;
}

/** West, south, east, north, in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** What a press on the map hit, topmost first. */
export interface MapHit {
  readonly layer: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly place: LonLat;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** A map on screen, whichever library draws it. */
export interface MapCanvas {
  /** Replaces what a source shows. */
  setData(source: SourceName, data: FeatureCollection): void;
  setVisible(layers: readonly string[], isVisible: boolean): void;
  /** Moves there; `at` is where on the canvas the place comes to lie, from its middle. */
  flyTo(view: MapView, at?: Pixel): void;
  /** Shows a whole area. */
  fit(bounds: Bounds, paddingPx: number): void;
  zoomBy(step: 1 | -1): void;
  /** Where on the canvas a place lies, from its top left corner. */
  project(place: LonLat): Pixel;
  /** The place under a point of the canvas: the other way round. */
  placeAt(at: Pixel): LonLat;
  view(): MapView;
  bounds(): Bounds;
  /** After every frame in which the map has moved. */
  onMove(listener: () => void): Cancel;
  /** When the map has come to rest. */
  onRest(listener: () => void): Cancel;
  onPress(listener: (hits: readonly MapHit[], at: Pixel) => void): Cancel;
  remove(): void;
}
