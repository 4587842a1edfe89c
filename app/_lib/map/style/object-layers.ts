import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { Locale } from '#core/kit';
import { fontStack } from './fonts.ts';
import { ARC_STEPS, clusterSizes } from './icons.ts';
import type { MapPalette } from './palette.ts';

export type ObjectLayer =
  | CircleLayerSpecification
  | FillLayerSpecification
  | LineLayerSpecification
  | SymbolLayerSpecification;

const empty = { type: 'FeatureCollection' as const, features: [] };
const source = { type: 'geojson' as const, data: empty };

/** From this zoom on every camera is drawn by itself, with its view cone. */
export const CONES_FROM_ZOOM = 14;

/** Everything of ours on the map; empty until the page fills it. */
export const objectSources = {
  borders: source,
  cameras: {
    ...source,
    cluster: true,
    clusterRadius: 56,
    clusterMaxZoom: CONES_FROM_ZOOM - 1,
    clusterProperties: { offline: ['+', ['case', ['==', ['get', 'state'], 'offline'], 1, 0]] },
  },
  cones: source,
  watched: source,
  checkpoints: source,
  posts: source,
  squads: source,
  dispatch: source,
};
export type SourceName = keyof typeof objectSources;

/** Layers that answer to a press. */
export const pressableLayers = ['cameras', 'clusters'] as const;

/** Everything of ours, from the ground up. */
export function objectLayers(palette: MapPalette, locale: Locale): ObjectLayer[] {
  return [
    ...borderLayers(palette),
    ...coneLayers(palette),
    ...placeLayers(palette, locale),
    ...cameraLayers(palette),
    ...squadLayers(palette, locale),
  ];
}

/** Borders of org units, where a page shows them: `look` is `own` for the one it is about. */
function borderLayers(palette: MapPalette): ObjectLayer[] {
  const isOwn: ['==', ['get', string], string] = ['==', ['get', 'look'], 'own'];
  return [
    {
      id: 'own-border-ground',
      type: 'fill',
      source: 'borders',
      filter: isOwn,
      paint: { 'fill-color': palette.mark, 'fill-opacity': 0.08 },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', isOwn, palette.mark, palette.quiet],
        'line-width': ['case', isOwn, 2, 1],
        'line-opacity': ['case', isOwn, 1, ['==', ['get', 'look'], 'parent'], 0.8, 0.45],
      },
    },
  ];
}

function coneLayers(palette: MapPalette): ObjectLayer[] {
  return [
    {
      id: 'cones',
      type: 'fill',
      source: 'cones',
      minzoom: CONES_FROM_ZOOM,
      paint: { 'fill-color': palette.quiet, 'fill-opacity': 0.14 },
    },
    {
      id: 'watched-cones',
      type: 'fill',
      source: 'watched',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.mark, 'fill-opacity': 0.24 },
    },
  ];
}

function cameraLayers(palette: MapPalette): ObjectLayer[] {
  const isOffline: ['==', ['get', string], string] = ['==', ['get', 'state'], 'offline'];
  const sizeStep = clusterSizes.flatMap(({ from }, index) => (index === 0 ? [index] : [from, index]));
  return [
    {
      id: 'cameras',
      type: 'circle',
      source: 'cameras',
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-color': ['case', isOffline, palette.land, palette.quiet],
        'circle-stroke-color': ['case', isOffline, palette.fault, palette.land],
        'circle-stroke-width': ['case', isOffline, 1.6, 1],
        'circle-opacity': ['case', ['==', ['get', 'state'], 'unknown'], 0.5, 1],
        'circle-radius': ['match', ['get', 'class'], 'I', 5.5, 'II', 4.5, 3.8],
      },
    },
    {
      id: 'watched-cameras',
      type: 'circle',
      source: 'watched',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': palette.mark,
        'circle-radius': 5.5,
        'circle-stroke-color': palette.land,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'clusters',
      type: 'symbol',
      source: 'cameras',
      filter: ['has', 'point_count'],
      layout: {
        'icon-image': [
          'concat',
          'cluster-',
          ['step', ['get', 'point_count'], ...sizeStep],
          '-',
          ['ceil', ['*', ARC_STEPS, ['/', ['get', 'offline'], ['get', 'point_count']]]],
        ] as unknown as string,
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'point_count']],
        'text-font': fontStack,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.text },
    },
  ];
}

function placeLayers(palette: MapPalette, locale: Locale): SymbolLayerSpecification[] {
  return (['checkpoints', 'posts'] as const).map((id) => ({
    id,
    type: 'symbol',
    source: id,
    // From far away they would be most of what is seen.
    minzoom: 9.6,
    layout: {
      'icon-image': id,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'text-field': ['step', ['zoom'], '', 12.5, ['get', locale]],
      'text-font': fontStack,
      'text-size': 11,
      'text-anchor': 'top',
      'text-offset': [0, 0.9],
      'text-optional': true,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
  }));
}

function squadLayers(palette: MapPalette, locale: Locale): ObjectLayer[] {
  return [
    {
      id: 'dispatch',
      type: 'line',
      source: 'dispatch',
      layout: { 'line-cap': 'butt' },
      paint: {
        'line-color': palette.mark,
        'line-width': 2,
        'line-opacity': 0.75,
        'line-dasharray': [2.5, 2.5],
      },
    },
    {
      id: 'squads',
      type: 'symbol',
      source: 'squads',
      layout: {
        'icon-image': ['concat', 'squad-', ['get', 'look']],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 8.5, 0.6, 10.5, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': [
          'step',
          ['zoom'],
          ['case', ['==', ['get', 'look'], 'busy'], ['get', locale], ''],
          11.4,
          ['get', locale],
        ],
        'text-font': fontStack,
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [1.1, 0],
        'text-optional': true,
      },
      paint: {
        'text-color': ['case', ['==', ['get', 'look'], 'stale'], palette.fineLabel, palette.text],
        'text-halo-color': palette.halo,
        'text-halo-width': 1.4,
      },
    },
  ];
}
