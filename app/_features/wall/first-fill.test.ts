import { expect, test } from 'vitest';
import type { CameraRecord } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import type { OrgView } from '../../_lib/cameras/index.ts';
import { chooseFirstCameras, type FetchOnline } from './first-fill.ts';

/** A county of townships a, b, … with villages a1, a2, …; `dark` villages have no camera online. */
function county(villages: Readonly<Record<string, number>>, dark: readonly string[] = []): OrgView {
  const ids = Object.entries(villages).flatMap(([town, count]) => [
    [town, 'county'] as const,
    ...Array.from({ length: count }, (_, n) => [`${town}${n + 1}`, town] as const),
  ]);
  const units = [['county', null] as const, ...ids].map(([id, parentId]) => ({ id, parentId, path: id }));
  return {
    units: units as unknown as OrgView['units'],
    unitById: new Map(),
    counts: new Map(units.map(({ id }) => [id, { total: 3, online: dark.includes(id) ? 0 : 3 }])),
  };
}

const cameras: FetchOnline = async (unit: OrgUnitId, limit) => ({
  items: Array.from({ length: limit }, (_, n) => ({ id: `${unit}.${n}` }) as unknown as CameraRecord),
});

test('tiles go to different villages, one township after the other', async () => {
  const chosen = await chooseFirstCameras(county({ a: 3, b: 2, c: 1 }), 5, cameras);
  expect(chosen).toEqual(['a1.0', 'b1.0', 'c1.0', 'a2.0', 'b2.0']);
});

test('villages without a camera online are passed over', async () => {
  const chosen = await chooseFirstCameras(county({ a: 2, b: 1 }, ['a1']), 2, cameras);
  expect(chosen).toEqual(['a2.0', 'b1.0']);
});

test('a single village fills the wall by itself', async () => {
  const village: OrgView = {
    units: [{ id: 'v', parentId: 'above', path: 'v' }] as unknown as OrgView['units'],
    unitById: new Map(),
    counts: new Map([['v', { total: 9, online: 9 }]]),
  };
  expect(await chooseFirstCameras(village, 3, cameras)).toEqual(['v.0', 'v.1', 'v.2']);
});

test('a village that cannot be read is made up for by the next one', async () => {
  const failing: FetchOnline = (unit, limit) =>
    String(unit) === 'a1' ? Promise.reject(new Error('away')) : cameras(unit, limit);
  expect(await chooseFirstCameras(county({ a: 2, b: 2 }), 3, failing)).toEqual(['b1.0', 'a2.0', 'b2.0']);
  expect(await chooseFirstCameras(county({ a: 1, b: 1 }), 2, failing)).toEqual(['b1.0']);
});

test('without anything online there is nothing to choose', async () => {
  expect(await chooseFirstCameras(county({}, ['county']), 9, cameras)).toEqual([]);
});
