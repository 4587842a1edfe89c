import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BORDER_VERTICES_MAX, readBorder } from './border.ts';

const ring = [
  [119, 29],
  [119.1, 29],
  [119.1, 29.1],
  [119, 29],
];
const polygon = (coordinates: unknown) => ({ type: 'Polygon', coordinates });

describe('a border', () => {
  it.each([
    ['a polygon', polygon([ring])],
    ['a feature', { type: 'Feature', properties: {}, geometry: polygon([ring]) }],
    [
      'a collection',
      { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon([ring]) }] },
    ],
    ['several polygons', { type: 'MultiPolygon', coordinates: [[ring]] }],
    ['with heights', polygon([ring.map((position) => [...position, 12])])],
  ])('is read from %s', (_, geoJson) => {
    expect(readBorder(geoJson)).toEqual({ ok: true, value: [[ring]] });
  });

  it.each([
    ['null', null, 'not_geojson'],
    ['an array', [ring], 'not_geojson'],
    ['no features', { type: 'FeatureCollection', features: [] }, 'not_geojson'],
    ['a point', { type: 'Point', coordinates: [119, 29] }, 'not_a_polygon'],
    ['no ring', polygon([]), 'not_a_polygon'],
    ['words for numbers', polygon([[['a', 'b'], ...ring]]), 'not_geojson'],
    ['a line', polygon([ring.slice(0, 3)]), 'too_few_vertices'],
    ['an open ring', polygon([[...ring.slice(0, 3), [119.05, 29.2]]]), 'ring_not_closed'],
    ['metres', polygon([ring.map(([x = 0, y = 0]) => [x * 1e5, y * 1e5])]), 'out_of_range'],
    ['not a number', polygon([ring.map(() => [Number.NaN, 0])]), 'out_of_range'],
    ['far too much', polygon([Array(BORDER_VERTICES_MAX + 1).fill([1, 1])]), 'too_many_vertices'],
  ])('of %s is refused', (_, geoJson, error) => {
    expect(readBorder(geoJson)).toEqual({ ok: false, error });
  });

  it('is read or refused, whatever it is', () => {
    const values = fc.anything({ maxDepth: 5 });
    const shaped = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'Feature', 'FeatureCollection'),
      coordinates: values,
      geometry: values,
      features: values,
    });
    fc.assert(fc.property(fc.oneof(values, shaped), (value) => void readBorder(value)));
  });
});
