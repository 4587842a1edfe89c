import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CameraId } from '#core/kit';
import {
  emptyWall,
  layouts,
  SLOTS_MAX,
  visibleSlots,
  type WallAction,
  type WallState,
  wallAfter,
} from './wall-state.ts';

const cam = (n: number) => `cam_${n}` as CameraId;
const after = (state: WallState, ...actions: WallAction[]) => actions.reduce(wallAfter, state);

test('W2 cameras placed one after another fill the wall from the selection on', () => {
  const state = after(
    emptyWall,
    { type: 'place', cameraId: cam(1) },
    { type: 'place', cameraId: cam(2) },
    { type: 'place', cameraId: cam(3) },
  );
  expect(state.slots.slice(0, 4)).toEqual([cam(1), cam(2), cam(3), null]);
  expect(state.selected).toBe(3);
});

test('W2 on a full wall the selected tile is replaced and stays selected', () => {
  const full = after(emptyWall, { type: 'fill', cameraIds: Array.from({ length: 16 }, (_, n) => cam(n)) });
  const state = after(full, { type: 'select', slot: 4 }, { type: 'place', cameraId: cam(99) });
  expect(state.slots[4]).toBe(cam(99));
  expect(state.selected).toBe(4);
});

test('W1 a camera already on the wall changes places', () => {
  const filled = after(emptyWall, { type: 'fill', cameraIds: [cam(0), cam(1), cam(2)] });
  const state = after(filled, { type: 'select', slot: 0 }, { type: 'place', cameraId: cam(2) });
  expect(state.slots.slice(0, 3)).toEqual([cam(2), cam(1), cam(0)]);
});

test('W4 a filling that comes late leaves alone what was placed meanwhile', () => {
  const placed = after(emptyWall, { type: 'select', slot: 1 }, { type: 'place', cameraId: cam(7) });
  const state = after(placed, { type: 'fill', cameraIds: [cam(5), cam(7), cam(6)] });
  expect(state.slots.slice(0, 4)).toEqual([cam(5), cam(7), cam(6), null]);
});

test('W3 the single picture is the selected one, and the grid comes back as it was', () => {
  const filled = after(
    emptyWall,
    { type: 'fill', cameraIds: [cam(0), cam(1)] },
    { type: 'layout', layout: 16 },
  );
  const single = after(filled, { type: 'focus', slot: 1 });
  expect([single.layout, visibleSlots(single)]).toEqual([1, [1]]);
  expect(after(single, { type: 'focus', slot: 1 }).layout).toBe(16);
});

test('W3 a smaller layout keeps the cameras it hides', () => {
  const filled = after(emptyWall, { type: 'fill', cameraIds: Array.from({ length: 16 }, (_, n) => cam(n)) });
  const state = after(filled, { type: 'select', slot: 8 }, { type: 'layout', layout: 4 });
  expect(state.selected).toBe(0);
  expect(after(state, { type: 'layout', layout: 16 }).slots).toEqual(filled.slots);
});

test('arrows move within the grid and stop at its edges', () => {
  const walk = (from: number, ...directions: ('left' | 'right' | 'up' | 'down')[]) =>
    after(
      { ...emptyWall, selected: from },
      ...directions.map((direction) => ({ type: 'move', direction }) as const),
    ).selected;
  expect(walk(4, 'left')).toBe(3);
  expect(walk(4, 'down')).toBe(7);
  expect(walk(0, 'up', 'left')).toBe(0);
  expect(walk(8, 'down', 'right')).toBe(8);
});

test('W1 W3 hold after any sequence of actions', () => {
  const slot = fc.nat(SLOTS_MAX - 1);
  const cameraId = fc.nat(20).map(cam);
  const action: fc.Arbitrary<WallAction> = fc.oneof(
    fc.record({ type: fc.constant('place' as const), cameraId }),
    fc.record({ type: fc.constant('layout' as const), layout: fc.constantFrom(...layouts) }),
    fc.record({
      type: fc.constant('move' as const),
      direction: fc.constantFrom('left', 'right', 'up', 'down'),
    }),
    // Only tiles on screen can be reached by hand.
    slot.map((n) => ({ type: 'focus', slot: n % 4 }) as const),
    slot.map((n) => ({ type: 'clear', slot: n }) as const),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const state = after(emptyWall, ...actions);
      const shown = state.slots.filter((id) => id !== null);
      expect(new Set(shown).size).toBe(shown.length);
      expect(visibleSlots(state)).toContain(state.selected);
    }),
  );
});
