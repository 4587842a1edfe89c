export type { Bounds, MapCanvas, MapView, Pixel } from './engine/map-canvas.ts';
export { collection, type Feature, type FeatureCollection, pointFeature } from './geo-json.ts';
export { boxAround, coneFeature } from './shapes.ts';
export { CONES_FROM_ZOOM } from './style/object-layers.ts';
export { type MapState, useMapCanvas } from './use-map-canvas.ts';
