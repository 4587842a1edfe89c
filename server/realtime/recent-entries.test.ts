import { expect, it } from 'vitest';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { RecentEntries } from './recent-entries.ts';

function entry(position: JournalPosition): JournalEntry {
  const cameraId = 'cam_1' as CameraId;
  const orgPath = 'c' as OrgPath;
  return {
    position,
    type: 'camera.registered',
    orgPath,
    subject: cameraId,
    actor: 'worker',
    atMs: 1,
    payload: { cameraId },
  };
}

it('knows from the start on what is kept and what is not', () => {
  const recent = new RecentEntries('5-0', 2);
  expect(recent.after('4-9')).toBeNull();
  expect(recent.after('5-0')).toEqual([]);
  recent.append([entry('7-1'), entry('7-2')]);
  expect(recent.after('5-0')).toEqual([entry('7-1'), entry('7-2')]);
  expect(recent.after('6-0')).toEqual([entry('7-1'), entry('7-2')]);
  recent.append([entry('10-3')]);
  expect(recent.after('7-0')).toBeNull();
  expect(recent.after('7-1')).toEqual([entry('7-2'), entry('10-3')]);
  expect(recent.after('10-3')).toEqual([]);
  expect(recent.position).toBe('10-3');
});

it('keeps its place when a batch is larger than all it keeps', () => {
  const recent = new RecentEntries('0-0', 1);
  recent.append([entry('1-1'), entry('2-2'), entry('3-3')]);
  expect(recent.after('1-1')).toBeNull();
  expect(recent.after('2-2')).toEqual([entry('3-3')]);
});
