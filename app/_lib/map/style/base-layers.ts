import type {
  BackgroundLayerSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { Locale } from '#core/kit';
import { fontStack } from './fonts.ts';
import type { MapPalette } from './palette.ts';

export type BaseLayer =
  | BackgroundLayerSpecification
  | FillLayerSpecification
  | LineLayerSpecification
  | SymbolLayerSpecification;

const file = (name: string) => ({ type: 'geojson' as const, data: `/basemap/${name}.geojson` });

/** The borders of our areas; shown over any base map. */
export const areaSources = { townships: file('townships'), county: file('county') };

/** The county's own base map, as files of this installation. */
export const baseSources = {
  ...areaSources,
  villages: file('villages'),
  rivers: file('rivers'),
  water: file('water'),
  roads: file('roads'),
  places: file('places'),
};

/** The borders of townships and county. */
export function areaLayers(palette: MapPalette): LineLayerSpecification[] {
  return [
    {
      id: 'township-borders',
      type: 'line',
      source: 'townships',
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.8, 14, 1.6],
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'county-edge',
      type: 'line',
      source: 'county',
      paint: { 'line-color': palette.landEdge, 'line-width': 1.5 },
    },
  ];
}

/** The whole base map, from the ground up. */
export function baseLayers(palette: MapPalette, locale: Locale): BaseLayer[] {
  return [
    ...groundLayers(palette),
    ...roadLayers(palette),
    ...areaLayers(palette),
    ...labelLayers(palette, locale),
  ];
}

function groundLayers(palette: MapPalette): BaseLayer[] {
  return [
    { id: 'background', type: 'background', paint: { 'background-color': palette.ground } },
    { id: 'land', type: 'fill', source: 'county', paint: { 'fill-color': palette.land } },
    {
      id: 'village-borders',
      type: 'line',
      source: 'villages',
      minzoom: 11.5,
      paint: { 'line-color': palette.fineBorder, 'line-width': 0.8 },
    },
    { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': palette.water } },
    {
      id: 'rivers',
      type: 'line',
      source: 'rivers',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        // `width` is in metres. At zoom 16 a pixel is 0.92 m at 40° north; far out a river is drawn wider than it is.
        'line-width': [
          'interpolate',
          ['exponential', 2],
          ['zoom'],
          9,
          ['max', 1, ['/', ['get', 'width'], 60]],
          16,
          ['max', 1.5, ['/', ['get', 'width'], 0.92]],
        ],
      },
    },
  ];
}

const roadClasses = [
  { id: 'lanes', classes: ['village', 'street'], minzoom: 11, near: 0.5, far: 7 },
  { id: 'roads', classes: ['township', 'county'], minzoom: 0, near: 0.9, far: 11 },
  { id: 'highways', classes: ['highway'], minzoom: 0, near: 1.8, far: 15 },
] as const;

function roadLayers(palette: MapPalette): LineLayerSpecification[] {
  const colours = { lanes: palette.lane, roads: palette.road, highways: palette.highway };
  return roadClasses.map(({ id, classes, minzoom, near, far }) => ({
    id,
    type: 'line',
    source: 'roads',
    minzoom,
    filter: ['in', ['get', 'class'], ['literal', [...classes]]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colours[id],
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 9, near, 17, far],
    },
  }));
}

const placeLabels = [
  {
    id: 'label-townships',
    kinds: ['town', 'township', 'subdistrict'],
    minzoom: 0,
    maxzoom: 14,
    size: 13,
    spacing: 0.12,
  },
  {
    id: 'label-villages',
    kinds: ['community', 'village'],
    minzoom: 11.8,
    maxzoom: 24,
    size: 11.5,
    spacing: 0.04,
  },
  {
    id: 'label-places',
    kinds: ['government', 'station', 'hospital', 'market', 'school', 'square', 'bridge'],
    minzoom: 13.6,
    maxzoom: 24,
    size: 11,
    spacing: 0,
  },
] as const;

function labelLayers(palette: MapPalette, locale: Locale): SymbolLayerSpecification[] {
  const paint = { 'text-halo-color': palette.halo, 'text-halo-width': 1.4 };
  const places = placeLabels.map(
    ({ id, kinds, minzoom, maxzoom, size, spacing }): SymbolLayerSpecification => ({
      id,
      type: 'symbol',
      source: 'places',
      minzoom,
      maxzoom,
      filter: ['in', ['get', 'kind'], ['literal', [...kinds]]],
      layout: {
        'text-field': ['get', locale],
        'text-font': fontStack,
        'text-size': size,
        'text-letter-spacing': spacing,
        'text-max-width': 9,
        'text-padding': 3,
        'text-justify': 'auto',
        'symbol-sort-key': ['get', 'rank'],
        // Wherever the cluster of its cameras leaves room.
        'text-variable-anchor': ['bottom', 'top', 'left', 'right', 'bottom-left', 'bottom-right'],
        'text-radial-offset': id === 'label-townships' ? 1.9 : 0.9,
      },
      paint: { ...paint, 'text-color': id === 'label-townships' ? palette.label : palette.fineLabel },
    }),
  );
  const roads: SymbolLayerSpecification = {
    id: 'label-roads',
    type: 'symbol',
    source: 'roads',
    minzoom: 13.2,
    filter: ['!=', ['get', 'class'], 'village'],
    layout: {
      'text-field': ['get', locale],
      'text-font': fontStack,
      'text-size': 10.5,
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-padding': 12,
    },
    paint: { ...paint, 'text-color': palette.fineLabel },
  };
  return [roads, ...places];
}
