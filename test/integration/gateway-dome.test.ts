import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#core/kit';
import type { Gateway } from '#server/gateway';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips, loadPanorama } from '#sim/footage';
import { bearer, startTestGateway } from '#test/hls-checker/gateway-fixture';

const CODE = '33010500001320000001';
const SECONDS = 6;
let gateway: Gateway;
let simulator: Awaited<ReturnType<typeof startCameraSimulator>>;

beforeAll(async () => {
  simulator = await startCameraSimulator({
    ...{ host: '127.0.0.1', rtspPort: 0, controlPort: 0, clock: systemClock, random: seededRandom(1) },
    cameras: [{ code: CODE, scene: 'junction', ptz: true }],
    ...{ clips: loadClips(), panorama: loadPanorama() },
    credentials: { username: 'viewer', password: 'gst-Pass-1' },
  });
  const url = (profile: string) => `${simulator.rtspUrl}/${CODE}/${profile}`;
  gateway = await startTestGateway({ sources: { cam_sub: url('sub'), cam_main: url('main') } });
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

it.each(['main', 'sub'] as const)(
  'relays the %s picture of a dome while it turns, whole',
  async (profile) => {
    const cameraId = `cam_${profile}`;
    simulator.head(CODE)?.move({ pan: profile === 'main' ? 1 : -1, tilt: 0.3, zoom: 0 }, 60_000);
    const { authorization } = bearer({ cameraId, profile });
    const ffmpeg = spawn('ffmpeg', [
      ...[
        '-v',
        'error',
        '-xerror',
        '-err_detect',
        'explode',
        '-headers',
        `Authorization: ${authorization}\r\n`,
      ],
      ...['-i', `http://127.0.0.1:${gateway.port}/live/${cameraId}/${profile}/index.m3u8`],
      ...['-t', String(SECONDS), '-f', 'null', '-progress', 'pipe:1', '-'],
    ]);
    const [said, complaints, [status]] = await Promise.all([
      text(ffmpeg.stdout),
      text(ffmpeg.stderr),
      once(ffmpeg, 'close'),
    ]);
    expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    const pictures = Number(/frame=(\d+)\n(?![\s\S]*frame=)/.exec(said)?.[1]);
    expect(pictures).toBe(SECONDS * (profile === 'main' ? 25 : 15));
  },
);
