import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StreamProfile } from '#core/camera';
import { diagnosticsSchema } from '#core/contracts';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { devicePath, OnvifServer } from '#sim/onvif';
import { RtspTestClient } from '#sim/testing';
import { bearer, credentials, serviceToken, startTestGateway } from '#test/hls-checker/gateway-fixture';
import { quietLog } from '#test/quiet-log';

const CODE = '33010500001320000001';
const GOP_S = 60;

let simulator: Awaited<ReturnType<typeof startCameraSimulator>>;
let onvif: OnvifServer;
const asked: StreamProfile[] = [];

beforeAll(async () => {
  const common = { clock: systemClock, random: seededRandom(1), credentials };
  simulator = await startCameraSimulator({
    ...{ ...common, host: '127.0.0.1', rtspPort: 0, controlPort: 0, clips: loadClips() },
    cameras: [{ code: CODE, scene: 'junction', stillGopS: GOP_S }],
  });
  onvif = await OnvifServer.listen({
    ...{ ...common, host: '127.0.0.1', port: 0, log: quietLog, manner: () => ({ kind: 'well' }) },
    surroundings: {
      ...{ rtspPort: simulator.rtspPort, head: () => null },
      synchronise: (code, profile) => {
        asked.push(profile);
        simulator.synchronise(code, profile);
      },
    },
    devices: [
      {
        ...{ code: CODE, name: 'still', location: '', manufacturer: '', model: '' },
        channels: [{ code: CODE, name: 'still' }],
      },
    ],
  });
});

afterAll(async () => {
  await onvif.close();
  await simulator.close();
});

it.each(['main', 'sub'] as const)(
  'Q30 a camera whose %s stream has a key frame a minute is asked for one over ONVIF, and gives a picture',
  async (profile) => {
    const url = `${simulator.rtspUrl}/${CODE}/${profile}`;
    // Somebody watches already, so that the key frame it began with is gone.
    const other = await RtspTestClient.open(simulator.rtspUrl, credentials);
    await other.play(url);
    await other.until((client) => client.packets(0).length > 20);
    const address = { host: '127.0.0.1', port: onvif.port, path: devicePath(CODE) };
    const gateway = await startTestGateway({
      sources: { cam_1: url },
      deviceDirectory: {
        find: async (cameraId) => ({ cameraId, address, credentials, profileToken: 'ch1-main' }),
      },
    });
    const startedMs = performance.now();
    const playlist = await fetch(`${gateway.url}/live/cam_1/${profile}/index.m3u8`, {
      headers: bearer({ cameraId: 'cam_1', profile }),
    });
    const { streams } = diagnosticsSchema.parse(
      await (
        await fetch(`${gateway.url}/internal/diagnostics/cam_1`, {
          headers: { authorization: `Bearer ${serviceToken()}` },
        })
      ).json(),
    );
    await gateway.close();
    other.close();
    expect(playlist.status).toBe(200);
    expect(performance.now() - startedMs).toBeLessThan((GOP_S / 4) * 1_000);
    expect(asked.filter((one) => one === profile)).toHaveLength(1);
    expect(streams[0]?.quirks).toContainEqual({ id: 'Q30', count: 1 });
  },
);
