import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import type { Fault } from '#sim/faults';
import { loadClips } from '#sim/footage';
import { CREDENTIALS } from '../bench-cameras.ts';
import { fullRateClip } from '../full-rate-clip.ts';
import { serve } from '../serve.ts';
import { SkipCount } from '../skip-count.ts';

let simulator: Awaited<ReturnType<typeof startCameraSimulator>> | null = null;
const delays = monitorEventLoopDelay({ resolution: 20 });
delays.enable();
const skips = new Map<string, SkipCount>();

const api = {
  /** Starts cameras whose sub streams have this bit rate. @returns where they are, and their pictures per second */
  async start(codes: readonly string[], bitsPerSecond: number): Promise<{ url: string; frameRate: number }> {
    const [footage] = loadClips();
    if (footage === undefined) throw new Error('no footage');
    const { main, sub } = footage.profiles;
    const filled = fullRateClip(sub, bitsPerSecond);
    const clips = codes.map((code) => {
      const skip = new SkipCount(filled);
      skips.set(code, skip);
      return { name: code, tags: [code], profiles: { main, sub: skip.clip } };
    });
    simulator = await startCameraSimulator({
      ...{ host: '127.0.0.1', rtspPort: 0, controlPort: 0 },
      cameras: codes.map((code) => ({ code, scene: code })),
      clips,
      credentials: CREDENTIALS,
      clock: systemClock,
      random: seededRandom(1),
    });
    return { url: simulator.rtspUrl, frameRate: sub.frameRate };
  },
  fail(code: string, fault: Fault): void {
    simulator?.faults.set(code, fault);
  },
  heal(code: string): void {
    simulator?.faults.clear(code);
  },
  /** Pictures of each camera that were due and never sent so far, because this process got no CPU time. */
  skipped: (): ReadonlyMap<string, number> =>
    new Map([...skips].map(([code, { skipped }]) => [code, skipped])),
  /** The longest time for which this process got no CPU time since it was asked last, ms. */
  longestStall(): number {
    const stallMs = delays.max / 1e6;
    delays.reset();
    return stallMs;
  },
};
export type CamerasApi = typeof api;

serve(api);
