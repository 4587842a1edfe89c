import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lonLatText, parseLonLat } from './lon-lat-text.ts';

test.each([
  ['102.5, 40.25', { lon: 102.5, lat: 40.25 }],
  [' -1.5，2 ', { lon: -1.5, lat: 2 }],
  ['102 40', { lon: 102, lat: 40 }],
  ['181, 40', null],
  ['102.5', null],
  ['40.2N, 102E', null],
])('%s', (text, place) => {
  expect(parseLonLat(text)).toEqual(place);
});

test('what is written is read back, to a tenth of a metre', () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(180), degrees(90), (lon, lat) => {
      const read = parseLonLat(lonLatText({ lon, lat }));
      expect(read?.lon).toBeCloseTo(lon, 5);
      expect(read?.lat).toBeCloseTo(lat, 5);
    }),
  );
});
