import { describe, expect, it } from 'vitest';
import { type CameraId, ManualClock, type SessionId } from '#core/kit';
import { PtzLog } from './ptz-log.ts';

const session = 'ses_a' as SessionId;
const camera = 'cam_a' as CameraId;
const move = { op: 'move', pan: 1, tilt: 0, zoom: 0 } as const;
const stop = { op: 'stop' } as const;

function setUp() {
  const clock = new ManualClock();
  const log = new PtzLog(clock);
  return { clock, isNew: (...of: Parameters<PtzLog['isNew']>) => log.isNew(...of) };
}

describe('S19: which movements are written down', () => {
  it('writes a held key down once, and the next press again', () => {
    const { clock, isNew } = setUp();
    const held = Array.from({ length: 20 }, () => {
      clock.advance(1_000);
      return isNew(session, camera, move);
    });
    expect(held.filter(Boolean)).toHaveLength(1);
    expect(isNew(session, camera, stop)).toBe(false);
    expect(isNew(session, camera, move)).toBe(true);
    clock.advance(3_001);
    expect(isNew(session, camera, move)).toBe(true);
  });

  it('writes every preset down, and no question', () => {
    const { isNew } = setUp();
    const go = { op: 'goto_preset', preset: '1' } as const;
    expect([isNew(session, camera, go), isNew(session, camera, go)]).toEqual([true, true]);
    expect(isNew(session, camera, { op: 'list_presets' })).toBe(false);
  });

  it('keeps cameras and sessions apart, and so many in mind', () => {
    const { isNew } = setUp();
    const cameras = Array.from({ length: 2_500 }, (_, at) => `cam_${at}` as CameraId);
    expect(cameras.every((each) => isNew(session, each, move))).toBe(true);
    expect(isNew(session, 'cam_2499' as CameraId, move)).toBe(false);
    expect(isNew(session, 'cam_0' as CameraId, move)).toBe(true);
    expect(isNew('ses_b' as SessionId, 'cam_2499' as CameraId, move)).toBe(true);
  });
});
