import { expect, test } from 'vitest';
import type { OrgNode } from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import type { UnitCameras } from '../../_lib/cameras/index.ts';
import { treeRows } from './tree-rows.ts';

const unit = (id: string, parentId: string | null) => ({ id, parentId }) as unknown as OrgNode;
const units = [unit('county', null), unit('a', 'county'), unit('b', 'county'), unit('a1', 'a')];
const open = (...ids: string[]) => new Set(ids as OrgUnitId[]);
const loaded = (...ids: string[]): UnitCameras => ({ state: 'loaded', ids: ids as CameraId[] });
const cameras = (entries: Record<string, UnitCameras>) =>
  new Map(Object.entries(entries) as [OrgUnitId, UnitCameras][]);

const lines = (rows: ReturnType<typeof treeRows>) =>
  rows.map((row) => `${'-'.repeat(row.depth)}${row.kind === 'note' ? row.note : row.key}`);

test('only what is open is listed', () => {
  expect(lines(treeRows(units, open(), new Map()))).toEqual(['county']);
  expect(lines(treeRows(units, open('county'), new Map()))).toEqual(['county', '-a', '-b']);
});

test('units come before the cameras of the unit itself', () => {
  const known = cameras({ a: loaded('cam_2'), a1: loaded('cam_1') });
  expect(lines(treeRows(units, open('county', 'a', 'a1'), known))).toEqual([
    'county',
    '-a',
    '--a1',
    '---cam_1',
    '--cam_2',
    '-b',
  ]);
});

test('a unit without units below says what its cameras are up to', () => {
  const rows = (state: UnitCameras | undefined) =>
    lines(
      treeRows(units, open('county', 'b'), state === undefined ? new Map() : cameras({ b: state })),
    ).slice(3);
  expect(rows(undefined)).toEqual(['--loading']);
  expect(rows({ state: 'failed' })).toEqual(['--failed']);
  expect(rows(loaded())).toEqual(['--empty']);
});

test('a scope that starts below the county has its own tops', () => {
  expect(lines(treeRows([unit('a', 'county'), unit('x', 'elsewhere')], open(), new Map()))).toEqual([
    'a',
    'x',
  ]);
});
