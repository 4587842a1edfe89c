import { describe, expect, it } from 'vitest';
import { type CameraId, fail, ManualClock, ok } from '#core/kit';
import { StreamHolds } from './stream-holds.ts';

const camera = 'cam_1' as CameraId;

function stage() {
  const clock = new ManualClock();
  const counts = { acquired: 0, released: 0 };
  const source = {
    acquire: async (cameraId: CameraId) => {
      if (cameraId === 'cam_broken') throw new Error('directory away');
      if (cameraId !== camera) return fail('not_found' as const);
      counts.acquired += 1;
      return ok({ output: 'output', release: () => void counts.released++ });
    },
  };
  return { clock, counts, holds: new StreamHolds(source, clock) };
}

describe('stream holds', () => {
  it('share one lease among requests and give it back ten seconds after the last', async () => {
    const { clock, counts, holds } = stage();
    await Promise.all([1, 2].map(() => holds.with(camera, 'main', async (output) => output)));
    clock.advance(9_999);
    expect(await holds.with(camera, 'main', async (output) => output)).toEqual({ ok: true, value: 'output' });
    clock.advance(9_999);
    expect(counts).toEqual({ acquired: 1, released: 0 });
    clock.advance(1);
    expect(counts).toEqual({ acquired: 1, released: 1 });
    expect([holds.size, clock.pending]).toEqual([0, 0]);
  });

  it('do not let go while a request blocks, nor when it fails', async () => {
    const { clock, counts, holds } = stage();
    const started = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const blocked = holds.with(camera, 'main', () => {
      started.resolve();
      return answer.promise;
    });
    await started.promise;
    clock.advance(60_000);
    expect(counts.released).toBe(0);
    answer.reject(new Error('broken'));
    await expect(blocked).rejects.toThrow('broken');
    clock.advance(10_000);
    expect(counts.released).toBe(1);
  });

  it('keep the two profiles apart, and nothing of what could not be had', async () => {
    const { counts, holds } = stage();
    await holds.with(camera, 'main', async () => {});
    await holds.with(camera, 'sub', async () => {});
    expect(counts.acquired).toBe(2);
    expect(await holds.with('cam_2' as CameraId, 'main', async () => {})).toEqual({
      ok: false,
      error: 'not_found',
    });
    expect(await holds.with('cam_broken' as CameraId, 'main', async () => {})).toEqual({
      ok: false,
      error: 'unavailable',
    });
    expect(holds.size).toBe(2);
  });

  it('all go when the gateway stops', async () => {
    const { clock, counts, holds } = stage();
    await holds.with(camera, 'main', async () => {});
    holds.close();
    await Promise.resolve();
    expect(counts.released).toBe(1);
    expect(clock.pending).toBe(0);
  });
});
