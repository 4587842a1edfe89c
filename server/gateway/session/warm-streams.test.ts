import { describe, expect, it } from 'vitest';
import { type CameraId, fail, ManualClock, ok } from '#core/kit';
import { quietLog } from '#test/quiet-log';
import type { StreamKey } from './ports.ts';
import { WarmStreams } from './warm-streams.ts';

const stream = (name: string): StreamKey => ({ cameraId: `cam_${name}` as CameraId, profile: 'sub' });

/** A directory and a registry that the test changes, and everything that is held. */
function rig(streamsMax = 100) {
  const clock = new ManualClock();
  const held: string[] = [];
  const set = { marked: [stream('a'), stream('b')], isAway: false, missing: new Set<string>() };
  const warm = new WarmStreams({
    directory: {
      list: async () => {
        if (set.isAway) throw new Error('away');
        return set.marked;
      },
    },
    acquire: async (cameraId, profile) => {
      if (set.missing.has(cameraId)) return fail('not_found');
      const name = `${cameraId}/${profile}`;
      held.push(name);
      return ok({ release: () => void held.splice(held.indexOf(name), 1) });
    },
    clock,
    log: quietLog,
    streamsMax,
  });
  /** Lets what was begun come to its end. */
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const look = async () => {
    clock.advance(15_000);
    await settled();
  };
  return { clock, held, set, warm, settled, look };
}

describe('cameras kept warm', () => {
  it('are watched though nobody looks, and let go when they are marked no longer', async () => {
    const { held, set, settled, look } = rig();
    await settled();
    expect(held).toEqual(['cam_a/sub', 'cam_b/sub']);
    set.marked = [stream('b'), stream('c')];
    await look();
    expect(held).toEqual(['cam_b/sub', 'cam_c/sub']);
  });

  it('stay as they are while the directory cannot be asked', async () => {
    const { held, set, settled, look } = rig();
    await settled();
    set.isAway = true;
    await look();
    expect(held).toHaveLength(2);
    set.isAway = false;
    set.marked = [];
    await look();
    expect(held).toEqual([]);
  });

  it('are asked for again when they could not be had', async () => {
    const { held, set, settled, look } = rig();
    set.missing.add('cam_a');
    await settled();
    expect(held).toEqual(['cam_b/sub']);
    set.missing.clear();
    await look();
    expect(held).toEqual(['cam_b/sub', 'cam_a/sub']);
  });

  it('are no more than the limit', async () => {
    const { held, set, settled, look } = rig(3);
    set.marked = Array.from({ length: 10 }, (_, i) => stream(String(i)));
    await settled();
    await look();
    expect(held).toHaveLength(3);
  });

  it('are all let go at the end, what was on its way too, and no timer stays', async () => {
    const { clock, held, warm, settled } = rig();
    warm.close();
    await settled();
    expect(held).toEqual([]);
    expect(warm.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
