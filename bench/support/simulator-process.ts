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
    return startCameras(
      codes.map((code) => ({ code, scene: code })),
      clips,
    );
  },

  /**
   * Starts cameras with the footage as it was recorded, any number as long as few are watched, behind so many ports.
   * @returns `rtsp://host:port` of each camera
   */
  async startAsRecorded(codes: readonly string[], ports: number): Promise<string[]> {
    const clips = loadClips();
    const urls = await Promise.all(
      Array.from({ length: ports }, (_, port) => {
        const own = codes.filter((_, index) => index % ports === port);
        return startCameras(
          own.map((code) => ({ code, scene: 'road' })),
          clips,
        );
      }),
    );
    return codes.map((_, index) => urls[index % ports] ?? '');
  },

  beginCount(): void {
    for (const skip of skips) skip.restart();
  },

  /** Pictures that were due since `beginCount` and never sent, because this process got no CPU time. */
  skipped: (): number => skips.reduce((sum, { skipped }) => sum + skipped, 0),
};
export type SimulatorApi = typeof api;

type SimulatorOptions = Parameters<typeof startCameraSimulator>[0];

async function startCameras(
  cameras: SimulatorOptions['cameras'],
  clips: SimulatorOptions['clips'],
): Promise<string> {
  const { rtspUrl } = await startCameraSimulator({
    host: '127.0.0.1',
    rtspPort: 0,
    controlPort: 0,
    cameras,
    clips,
    credentials: CREDENTIALS,
    clock: systemClock,
    random: seededRandom(1),
  });
  return rtspUrl;
}

serve(api);
