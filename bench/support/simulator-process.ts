import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { CREDENTIALS } from './bench-cameras.ts';
import { fullRateClip } from './full-rate-clip.ts';
import { serve } from './serve.ts';

const api = {
  /** Starts cameras whose main streams are 720p25. @returns `rtsp://host:port` of all of them */
  async start(codes: readonly string[], bitsPerSecond: number): Promise<string> {
    const [clip] = loadClips();
    if (clip === undefined) throw new Error('no footage');
    const { main, sub } = clip.profiles;
    const { rtspUrl } = await startCameraSimulator({
      host: '127.0.0.1',
      rtspPort: 0,
      controlPort: 0,
      cameras: codes.map((code) => ({ code, scene: 'any' })),
      clips: [{ ...clip, profiles: { main: fullRateClip(main, bitsPerSecond), sub } }],
      credentials: CREDENTIALS,
      clock: systemClock,
      random: seededRandom(1),
    });
    return rtspUrl;
  },
};
export type SimulatorApi = typeof api;

serve(api);
