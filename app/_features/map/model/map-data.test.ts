import { expect, test } from 'vitest';
import type { JournalEntry } from '#core/contracts';
import type { Squad } from '#core/dispatch';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { cameraFeatures, coneFeatures, dispatchLines, squadFeatures } from './features.ts';
import { type MapCamera, MapObjectStore } from './map-objects.ts';

const camera: MapCamera = {
  id: 'cam_1' as CameraId,
  lon: 102,
  lat: 40.2,
  class: 'I',
  state: 'online',
  azimuthDeg: 90,
  angleDeg: 60,
  rangeM: 80,
};

const tuple = (id: string, state: MapCamera['state']) =>
  [id as CameraId, 102, 40.2, 'I', state, 90, 60, 80] as [
    CameraId,
    number,
    number,
    'I',
    typeof state,
    number,
    number,
    number,
  ];

function wentOffline(id: string, position: string): JournalEntry {
  return {
    type: 'camera.offline',
    position,
    orgPath: 'a' as OrgPath,
    subject: id,
    actor: 'worker',
    atMs: 0,
    payload: { cameraId: id as CameraId, witness: 'probe', reason: 'timeout' },
  };
}

test('only cameras in view that can see have cones', () => {
  const cameras = [camera, { ...camera, state: 'offline' as const }, { ...camera, lon: 103 }];
  expect(coneFeatures(cameras, [101.9, 40.1, 102.1, 40.3]).features).toHaveLength(1);
});

test('a camera carries what its layers need', () => {
  expect(cameraFeatures([camera]).features[0]?.properties).toEqual({
    id: 'cam_1',
    state: 'online',
    class: 'I',
  });
});

const squad = { id: 'sqd_1', name: { zh: '一组', en: 'One' }, onDuty: true } as Squad;
const place = { lon: 102, lat: 40, headingDeg: null, atMs: 1_000_000 };

test('a squad not heard of for three minutes is drawn as such; one off duty or never heard of is not drawn', () => {
  const looks = (atMs: number) =>
    squadFeatures([{ squad, position: { ...place, atMs }, assignment: null }], 1_000_000).features.map(
      ({ properties }) => properties.look,
    );
  expect(looks(990_000)).toEqual(['free']);
  expect(looks(1_000_000 - 180_001)).toEqual(['stale']);
  const unseen = { squad, position: null, assignment: null };
  const offDuty = { squad: { ...squad, onDuty: false }, position: place, assignment: null };
  expect(squadFeatures([unseen, offDuty], 1_000_000).features).toEqual([]);
});

test('a line leads from a squad to where it is wanted, until it is there', () => {
  const on = (phase: 'en_route' | 'on_scene') =>
    dispatchLines([{ squad, position: place, assignment: { phase } as never }], { lon: 102.1, lat: 40.1 });
  expect(on('en_route').features[0]?.geometry.coordinates).toEqual([
    [102, 40],
    [102.1, 40.1],
  ]);
  expect(on('on_scene').features).toEqual([]);
});

test('who came and went after the snapshot stays so, whichever is heard first', () => {
  const store = new MapObjectStore();
  store.apply([wentOffline('cam_1', '7-0'), wentOffline('cam_2', '5-0')]);
  const cameras = [tuple('cam_1', 'online'), tuple('cam_2', 'online'), tuple('cam_3', 'online')];
  store.learn({ journalPosition: '6-0', cameras, checkpoints: [], posts: [] });
  expect(store.view.get()?.cameras.map(({ state }) => state)).toEqual(['offline', 'online', 'online']);
  const before = store.view.get()?.cameras;
  store.apply([wentOffline('cam_3', '8-0'), wentOffline('cam_9', '8-1')]);
  expect(store.camera('cam_3' as CameraId)?.state).toBe('offline');
  expect(before?.[2]?.state).toBe('online');
});
