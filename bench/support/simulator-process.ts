import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { CREDENTIALS } from './bench-cameras.ts';
import { fullRateClip } from './full-rate-clip.ts';
import { serve } from './serve.ts';
import { SkipCount } from './skip-count.ts';

const skips: SkipCount[] = [];

const api = {
  /** Starts cameras whose main streams are 720p25. @returns `rtsp://host:port` of all of them */
  async start(codes: readonly string[], bitsPerSecond: number): Promise<string> {
    const [footage] = loadClips();
    if (footage === undefined) throw new Error('no footage');
    const { main, sub } = footage.profiles;
    const filled = fullRateClip(main, bitsPerSecond);
    // The pictures are shared; only who counts them is each camera's own.
    const clips = codes.map((code) => {
      const skip = new SkipCount(filled);
      skips.push(skip);
      return { name: code, tags: [code], profiles: { main: skip.clip, sub } };
    });
    const { rtspUrl } = await startCameraSimulator({
      host: '127.0.0.1',
      rtspPort: 0,
      controlPort: 0,
      cameras: codes.map((code) => ({ code, scene: code })),
      clips,
      credentials: CREDENTIALS,
      clock: systemClock,
      random: seededRandom(1),
    });
    return rtspUrl;
  },

  beginCount(): void {
    for (const skip of skips) skip.restart();
  },

  /** Pictures that were due since `beginCount` and never sent, because this process got no CPU time. */
  skipped: (): number => skips.reduce((sum, { skipped }) => sum + skipped, 0),
};
export type SimulatorApi = typeof api;

serve(api);
