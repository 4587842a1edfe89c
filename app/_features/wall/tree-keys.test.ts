import { expect, test } from 'vitest';
import type { OrgNode } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { treeKey } from './tree-keys.ts';
import type { TreeRow } from './tree-rows.ts';

const unit = (key: string, depth: number, isOpen: boolean): TreeRow => ({
  kind: 'unit',
  key,
  depth,
  isOpen,
  unit: { id: key } as unknown as OrgNode,
});
const rows: TreeRow[] = [
  unit('county', 0, true),
  unit('town', 1, true),
  { kind: 'camera', key: 'cam_1', depth: 2, cameraId: 'cam_1' as CameraId },
  unit('other', 1, false),
];

function press(key: string, active: number) {
  const log: string[] = [];
  const event = { key, preventDefault: () => log.push('kept'), stopPropagation: () => {} };
  treeKey(rows, active, {
    activate: (index) => log.push(`to ${index}`),
    toggle: (unitId) => log.push(`toggle ${unitId}`),
    place: (cameraId) => log.push(`place ${cameraId}`),
  })(event);
  return log.filter((line) => line !== 'kept');
}

test.each([
  ['ArrowDown', 0, 'to 1'],
  ['ArrowDown', 3, 'to 3'],
  ['ArrowUp', 0, 'to 0'],
  ['End', 0, 'to 3'],
  ['Home', 3, 'to 0'],
  ['ArrowRight', 3, 'toggle other'],
  ['ArrowRight', 0, 'to 1'],
  ['ArrowLeft', 0, 'toggle county'],
  ['ArrowLeft', 2, 'to 1'],
  ['ArrowLeft', 3, 'to 0'],
  ['Enter', 1, 'toggle town'],
  ['Enter', 2, 'place cam_1'],
] as const)('%s on line %i: %s', (key, active, expected) => {
  expect(press(key, active)).toEqual([expected]);
});

test('other keys go on to the wall', () => {
  expect(press('4', 0)).toEqual([]);
});
