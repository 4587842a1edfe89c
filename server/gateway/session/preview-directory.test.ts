import { describe, expect, it } from 'vitest';
import type { StreamSource } from '#core/camera';
import { PREVIEW_LIFETIME_MS } from '#core/contracts';
import { type CameraId, ManualClock } from '#core/kit';
import { PreviewDirectory } from './preview-directory.ts';

const registered = { cameraId: 'cam_real', url: 'rtsp://10.0.0.1/' } as unknown as StreamSource;

function rig() {
  const clock = new ManualClock();
  const reported: string[] = [];
  let made = 0;
  const previews = new PreviewDirectory({
    directory: { find: async (cameraId) => (cameraId === registered.cameraId ? registered : null) },
    statusSink: { report: (cameraId) => reported.push(cameraId) },
    clock,
    randomBytes: (bytes) => bytes.fill(made++),
  });
  const open = (path: string, password = 'secret'): CameraId => {
    const opened = previews.open({
      rtspUrl: `rtsp://10.0.0.2:8554/${path}`,
      credentials: { username: 'u', password },
    });
    if (!opened.ok) throw new Error(opened.error);
    return opened.value;
  };
  return { clock, reported, previews, open };
}

const live = { state: 'live', reason: null } as never;

describe('previews', () => {
  it('are cameras beside the registered ones', async () => {
    const { previews, open } = rig();
    const cameraId = open('a');
    expect(await previews.find(cameraId, 'main')).toEqual({
      ...{ cameraId, profile: 'main', url: 'rtsp://10.0.0.2:8554/a' },
      credentials: { username: 'u', password: 'secret' },
      ...{ deviceKey: '10.0.0.2:8554', siteKey: 'preview' },
    });
    expect(await previews.find(registered.cameraId, 'main')).toBe(registered);
  });

  it('end after five minutes, and their secrets with them', async () => {
    const { previews, open, clock } = rig();
    const cameraId = open('a');
    clock.advance(PREVIEW_LIFETIME_MS - 1);
    expect(await previews.find(cameraId, 'main')).not.toBeNull();
    clock.advance(1);
    expect(await previews.find(cameraId, 'main')).toBeNull();
  });

  it('are sixteen at most; the same stream asked for again is the same preview', () => {
    const { previews, open, clock } = rig();
    const ids = Array.from({ length: 16 }, (_, index) => open(`${index}`));
    expect(new Set(ids).size).toBe(16);
    expect(open('3')).toBe(ids[3]);
    expect(previews.open({ rtspUrl: 'rtsp://10.0.0.2/more', credentials: null })).toEqual({
      ok: false,
      error: 'too_many',
    });
    expect(() => open('3', 'other')).toThrow('too_many');
    clock.advance(PREVIEW_LIFETIME_MS);
    expect(open('more')).not.toBe(ids[3]);
  });

  it('are nobody’s health, not even once they have ended', () => {
    const { previews, open, clock, reported } = rig();
    const cameraId = open('a');
    previews.report(cameraId, 'main', live);
    clock.advance(PREVIEW_LIFETIME_MS + 60_000);
    previews.report(cameraId, 'main', live);
    previews.report(registered.cameraId, 'main', live);
    expect(reported).toEqual(['cam_real']);
  });

  it('leave nothing behind', () => {
    const { previews, open, clock } = rig();
    open('a');
    open('a');
    previews.close();
    expect(clock.pending).toBe(0);
  });
});
