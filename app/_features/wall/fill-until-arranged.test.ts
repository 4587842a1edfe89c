import { expect, test } from 'vitest';
import type { CameraId } from '#core/kit';
import type { OrgView } from '../../_lib/cameras/index.ts';
import { createStore } from '../../_lib/store/index.ts';
import { fillUntilArranged } from './fill-until-arranged.ts';
import { emptyWall, SLOTS_MAX, type WallAction, type WallState, wallAfter } from './wall-state.ts';

const viewOf = (online: number): OrgView => ({
  units: [],
  unitById: new Map(),
  counts: new Map([['county', { total: 2_000, online }]]),
});
const camera = (number: number): CameraId => `cam_${number}` as CameraId;

/** A wall whose cameras come online in the order of their numbers. */
function opened(online: number | null) {
  const view = createStore(online === null ? null : viewOf(online));
  const wall = createStore<WallState>(emptyWall);
  const act = (action: WallAction) => wall.set(wallAfter(wall.get(), action));
  let asked = 0;
  const stop = fillUntilArranged({
    view,
    wall,
    choose: async ({ counts }) => {
      asked++;
      const count = Math.min(SLOTS_MAX, counts.get('county')?.online ?? 0);
      return Array.from({ length: count }, (_, number) => camera(number));
    },
    fill: (cameraIds) => act({ type: 'fill', cameraIds }),
  });
  return {
    act,
    stop,
    asked: () => asked,
    shown: () => wall.get().slots.filter((id) => id !== null).length,
    /** So many are online now, and everything that follows from it has happened. */
    async come(count: number) {
      view.set(viewOf(count));
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a wall that is opened before any camera is known to be online fills when they are', async () => {
  const { shown, asked, come } = opened(null);
  await come(0);
  expect([shown(), asked()]).toEqual([0, 0]);
  await come(4);
  expect(shown()).toBe(4);
  await come(1_500);
  expect([shown(), asked()]).toEqual([SLOTS_MAX, 2]);
  await come(2_000);
  expect(asked()).toBe(2);
});

test('it is full at once where cameras are online', async () => {
  const { shown } = opened(2_000);
  await settled();
  expect(shown()).toBe(SLOTS_MAX);
});

test('cameras that go make nothing happen', async () => {
  const { asked, come } = opened(5);
  await come(3);
  await come(4);
  expect(asked()).toBe(1);
});

test('what comes while it is being filled is not missed', async () => {
  const { shown, come } = opened(2);
  await come(7);
  expect(shown()).toBe(7);
});

test.each<[string, WallAction, number]>([
  ['once somebody has arranged it, it is left alone', { type: 'clear', slot: 0 }, 4],
  ['to look at another tile is no arranging', { type: 'select', slot: 3 }, SLOTS_MAX],
])('%s', async (_, action, wanted) => {
  const { shown, act, come } = opened(5);
  await settled();
  act(action);
  await come(2_000);
  expect(shown()).toBe(wanted);
});

test('W4 what was placed before stays', async () => {
  const { shown, act, come } = opened(null);
  act({ type: 'place', cameraId: camera(90), slot: 2 });
  await come(1_000);
  expect(shown()).toBe(SLOTS_MAX);
});

test('called off, it does nothing more', async () => {
  const { shown, stop, come } = opened(0);
  stop();
  await come(9);
  expect(shown()).toBe(0);
});
