import type { LocalizedText } from '#core/kit';
import type { County, CountyOrgUnit, PlaceKind } from '../county.ts';
import {
  collection,
  type Feature,
  type FeatureCollection,
  feature,
  lineString,
  point,
  polygon,
} from './geojson.ts';

export const baseMapLayers = [
  'county',
  'townships',
  'villages',
  'rivers',
  'water',
  'roads',
  'places',
] as const;
/** One file each under `public/basemap/`. */
export type BaseMapLayer = (typeof baseMapLayers)[number];

export type BaseMap = Readonly<Record<BaseMapLayer, FeatureCollection>>;

/**
 * The county as map layers, drawn from back to front in the order of `baseMapLayers`.
 *
 * All features carry `zh` and `en` names. `townships` and `villages` carry `code` and `kind`; `rivers` carry `width` in
 * metres; `roads` carry `class`; `places` are label points with `kind` and `rank`: 1 the county seat, 2 seats of
 * townships, 3 communities, 4 villages, 5 great bridges and public buildings, 6 the rest.
 */
export function countyBaseMap(county: County): BaseMap {
  const units = (level: CountyOrgUnit['level']): CountyOrgUnit[] =>
    county.orgUnits.filter((unit) => unit.level === level);
  return {
    county: collection(units('county').map(unitFeature)),
    townships: collection(units('township').map(unitFeature)),
    villages: collection(units('village').map(unitFeature)),
    rivers: collection(
      county.rivers.map(({ name, line, widthM }) => feature({ ...name, width: widthM }, lineString(line))),
    ),
    water: collection(county.lakes.map(({ name, shore }) => feature({ ...name }, polygon(shore)))),
    roads: collection(
      county.roads.edges.map((road) => feature({ ...road.name, class: road.class }, lineString(road.line))),
    ),
    places: collection([...seats(county), ...settlements(units('village')), ...publicPlaces(county)]),
  };
}

const unitFeature = ({ name, code, kind, border }: CountyOrgUnit): Feature =>
  feature({ ...name, code, kind }, polygon(border));

function seats(county: County): Feature[] {
  const townships = county.orgUnits.filter((unit) => unit.level === 'township');
  return townships.map(({ name, kind, centre }, index) =>
    feature({ ...name, kind, rank: index === 0 ? 1 : 2 }, point(centre)),
  );
}

function settlements(villages: readonly CountyOrgUnit[]): Feature[] {
  return villages.map(({ name, kind, centre }) =>
    feature({ ...name, kind, rank: kind === 'community' ? 3 : 4 }, point(centre)),
  );
}

const PUBLIC: ReadonlySet<PlaceKind> = new Set(['government', 'station', 'hospital', 'square']);
const isGreatBridge = ({ zh }: LocalizedText): boolean => zh.includes('大桥');

/** Village offices stand in the middle of their villages, whose own labels say so. */
function publicPlaces(county: County): Feature[] {
  return county.places
    .filter(({ kind }) => kind !== 'committee')
    .map(({ name, kind, position }) =>
      feature({ ...name, kind, rank: PUBLIC.has(kind) || isGreatBridge(name) ? 5 : 6 }, point(position)),
    );
}
