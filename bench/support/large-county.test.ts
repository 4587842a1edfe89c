import { expect, test } from 'vitest';
import { importCamerasSchema } from '#core/contracts';
import { LARGE_COUNTY, largeCountyCameras, largeCountyList, largeCountyUnits } from './large-county.ts';

const units = largeCountyUnits();
const codes = largeCountyCameras();
const list = largeCountyList(
  codes,
  codes.map(() => 'rtsp://127.0.0.1:8554'),
);

test('every unit has a code and a place of its own, below its parent', () => {
  const { townships, villages } = LARGE_COUNTY;
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  expect(new Set(units.map(({ code }) => code)).size).toBe(1 + townships + villages);
  for (const { parentId, path, code } of units) {
    const above = parentId === null ? '' : `${paths.get(parentId)}.`;
    expect(path).toBe(`${above}${code}`);
  }
});

test('every village has a name of its own', () => {
  const names = units.filter(({ level }) => level === 'village').map(({ name }) => name.zh);
  expect(new Set(names).size).toBe(LARGE_COUNTY.villages);
});

test('the list names every camera once, at a unit that there is', () => {
  const [, ...rows] = list.split('\r\n').map((row) => row.split(','));
  const known = new Set(units.map(({ code }) => code));
  expect(new Set(rows.map(([code]) => code)).size).toBe(LARGE_COUNTY.cameras);
  expect(rows.filter(([, unit]) => !known.has(unit ?? ''))).toEqual([]);
});

test('the list is no longer than one may be', () => {
  expect(
    importCamerasSchema.safeParse({ file: Buffer.from(list).toString('base64'), dryRun: false }).success,
  ).toBe(true);
});
