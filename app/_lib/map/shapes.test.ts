import { expect, test } from 'vitest';
import { distanceM } from '#core/geo';
import { boxAround, coneFeature } from './shapes.ts';

const eye = { lon: 102, lat: 40.2 };

test('a cone starts at the camera, ends at its range, and opens to both sides of where it looks', () => {
  const { geometry } = coneFeature({ ...eye, azimuthDeg: 90, angleDeg: 60, rangeM: 80 });
  if (geometry.type !== 'Polygon') throw new Error('a cone is an area');
  const ring = geometry.coordinates[0] ?? [];
  expect(ring[0]).toEqual([102, 40.2]);
  expect(ring.at(-1)).toEqual(ring[0]);
  const arc = ring.slice(1, -1);
  for (const [lon = 0, lat = 0] of arc) expect(distanceM(eye, { lon, lat })).toBeCloseTo(80, 0);
  expect(arc.every(([lon = 0]) => lon > 102)).toBe(true);
  expect(arc.some(([, lat = 0]) => lat > 40.2) && arc.some(([, lat = 0]) => lat < 40.2)).toBe(true);
});

test('the box around some places', () => {
  expect(boxAround([])).toBeNull();
  expect(
    boxAround([
      { lon: 102, lat: 40 },
      { lon: 101, lat: 41 },
    ]),
  ).toEqual([101, 40, 102, 41]);
});
