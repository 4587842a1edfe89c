import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { CameraRecord, JournalEntry, OrgTree } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { CameraStore } from './camera-store.ts';
import { isAfter } from './journal-order.ts';
import { OrgStore } from './org-store.ts';

const camera = (n: number, state: 'unknown' | 'online' = 'unknown') =>
  ({
    id: `cam_${n}`,
    health: state === 'unknown' ? { state } : { state, sinceMs: 1, witness: 'probe' },
  }) as CameraRecord;

const entry = (position: string, type: 'camera.online' | 'camera.offline', n = 1, orgPath = 'a.b') =>
  ({
    position,
    type,
    orgPath: orgPath as OrgPath,
    subject: `cam_${n}`,
    actor: 'worker',
    atMs: 77,
    payload: { cameraId: `cam_${n}` as CameraId, witness: 'probe', reason: 'timeout' },
  }) as JournalEntry;

const tree = (position: string, online: number): OrgTree => ({
  journalPosition: position,
  units: ['a', 'a.b', 'a.c'].map((path) => ({
    id: `org_${path}`,
    parentId: null,
    path,
    level: 'village',
    name: { zh: path, en: path },
    cameras: { total: 4, online },
  })) as OrgTree['units'],
});

const online = (store: OrgStore, path: string) => store.view.get()?.counts.get(path)?.online;

test('positions are compared as numbers, by transaction and then by sequence', () => {
  expect(isAfter('10-1', '9-99')).toBe(true);
  expect(isAfter('9-10', '9-9')).toBe(true);
  expect(isAfter('9-9', '9-9')).toBe(false);
  const xid = '18446744073709551615';
  expect(isAfter(`${xid}-2`, `${xid}-1`)).toBe(true);
});

test('whichever comes last in the journal wins, in whatever order page and entry arrive', () => {
  const page = { journalPosition: '5-0', items: [camera(1, 'online')] };
  for (const position of ['4-0', '6-0']) {
    const store = new CameraStore();
    store.learn(page);
    store.apply([entry(position, 'camera.offline')]);
    store.learn(page);
    expect(store.get('cam_1' as CameraId)?.health.state).toBe(position === '6-0' ? 'offline' : 'online');
  }
});

test('a camera nobody has met costs nothing, and nobody is told', () => {
  const store = new CameraStore();
  const heard = vi.fn();
  store.subscribe(heard);
  store.apply([entry('6-0', 'camera.offline', 2)]);
  expect(heard).not.toHaveBeenCalled();
  expect(store.get('cam_2' as CameraId)).toBeNull();
});

test('counts move in the unit and in all above it, and stay between zero and the total', () => {
  const store = new OrgStore();
  store.learn(tree('5-0', 4));
  store.apply([entry('6-0', 'camera.offline'), entry('6-1', 'camera.online'), entry('6-2', 'camera.online')]);
  expect([online(store, 'a'), online(store, 'a.b'), online(store, 'a.c')]).toEqual([4, 4, 4]);
  store.apply([entry('7-0', 'camera.offline')]);
  expect([online(store, 'a'), online(store, 'a.b'), online(store, 'a.c')]).toEqual([3, 3, 4]);
});

test('entries the snapshot already counts are not counted again', () => {
  const store = new OrgStore();
  store.learn(tree('5-0', 4));
  expect(store.apply([entry('5-0', 'camera.offline')])).toBe(false);
  expect(online(store, 'a')).toBe(4);
});

test('a snapshot that is older than what was heard does not turn the counts back', () => {
  const entries = fc.array(fc.constantFrom('camera.online' as const, 'camera.offline' as const), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(entries, fc.nat(6), (types, snapshotAt) => {
      const journal = types.map((type, index) => entry(`${index + 1}-0`, type));
      const heardFirst = new OrgStore();
      heardFirst.learn(tree('0-0', 2));
      heardFirst.apply(journal);
      heardFirst.learn(tree(`${snapshotAt}-0`, 2));
      const snapshotFirst = new OrgStore();
      snapshotFirst.learn(tree(`${snapshotAt}-0`, 2));
      snapshotFirst.apply(journal);
      expect(online(heardFirst, 'a')).toBe(online(snapshotFirst, 'a'));
    }),
  );
});

test('a refresh of counts keeps the identity of an unchanged tree', () => {
  const store = new OrgStore();
  store.learn(tree('1-0', 1));
  const units = store.view.get()?.units;
  store.learn(tree('2-0', 3));
  expect(store.view.get()?.units).toBe(units);
});
