import { expect, test } from 'vitest';
import type { CameraId } from '#core/kit';
import { slotsInTurn } from './asked-cameras.ts';
import { emptyWall, type WallState } from './wall-state.ts';

const wall = (slots: readonly (string | null)[], selected: number): WallState => ({
  ...emptyWall,
  layout: 4,
  grid: 4,
  slots: emptyWall.slots.map((_, index) => (slots[index] ?? null) as CameraId | null),
  selected,
});

test('empty tiles are given away first, then those from the selected one on', () => {
  expect(slotsInTurn(wall(['cam_a', null, 'cam_b', null], 2))).toEqual([1, 3, 2, 0]);
  expect(slotsInTurn(wall(['cam_a', 'cam_b', 'cam_c', 'cam_d'], 1))).toEqual([1, 2, 3, 0]);
});

test('only tiles on screen are given away', () => {
  expect(slotsInTurn({ ...wall([], 3), layout: 1 })).toEqual([3]);
});
