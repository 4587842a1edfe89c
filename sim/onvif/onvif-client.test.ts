import { Cam } from 'onvif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manner } from '#sim/rtsp';
import { devicePath, type OnvifDevice } from './device.ts';
import { DOME, LOGIN, RECORDER, startOnvif } from './testing/onvif-rig.ts';

let manner: Manner = { kind: 'well' };
let rig: Awaited<ReturnType<typeof startOnvif>>;
beforeAll(async () => {
  rig = await startOnvif(() => manner);
});
afterAll(() => rig.server.close());

function cameraOf(device: OnvifDevice, options: { password?: string; useWSSecurity?: boolean } = {}) {
  return new Cam({
    ...{ hostname: '127.0.0.1', port: rig.server.port, path: devicePath(device.code) },
    ...{ ...LOGIN, ...options, preserveAddress: true, autoconnect: false, timeout: 5_000 },
  });
}

/** Calls back style as a promise. */
const done = <Value>(call: (back: (error: Error | null, value?: Value) => void) => void): Promise<Value> =>
  new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value as Value))));

async function connect(device: OnvifDevice, options = {}): Promise<Cam> {
  const camera = cameraOf(device, options);
  await done((back) => camera.connect(back));
  return camera;
}

describe('a camera over ONVIF, asked by the client library that the gateway uses', () => {
  it.each([{ useWSSecurity: true }, { useWSSecurity: false }])(
    'connects and says what it is, %o',
    async (options) => {
      const camera = await connect(DOME, options);
      expect(await done((back) => camera.getDeviceInformation(back))).toMatchObject({
        ...{ manufacturer: 'Lansky', model: 'LS-P420', serialNumber: 'SN99990101001320000901' },
      });
      expect(await done((back) => camera.getCapabilities(back))).toMatchObject({
        PTZ: { XAddr: `http://127.0.0.1:${rig.server.port}/onvif/${DOME.code}/ptz_service` },
      });
      const scopes = await done<{ scopeItem: string }[]>((back) => camera.getScopes(back));
      const names = scopes.map(({ scopeItem }) => decodeURIComponent(scopeItem));
      expect(names).toContain(`onvif://www.onvif.org/name/${DOME.name}`);
      const time = await done<Date>((back) => camera.getSystemDateAndTime(back));
      expect(Math.abs(time.getTime() - Date.now())).toBeLessThan(5_000);
    },
  );

  it('has a main and a sub profile and a stream for each', async () => {
    const camera = await connect(DOME);
    expect(camera.profiles).toMatchObject([
      { name: '双塔路与人民街路口 main', videoEncoderConfiguration: { encoding: 'H264' } },
      { videoEncoderConfiguration: { resolution: { width: 640, height: 360 } } },
    ]);
    const uri = await done((back) =>
      camera.getStreamUri({ profileToken: 'ch1-sub', protocol: 'RTSP' }, back),
    );
    expect(uri).toMatchObject({ uri: `rtsp://127.0.0.1:8554/${DOME.code}/sub` });
    await expect(done((back) => camera.getStreamUri({ profileToken: 'no' }, back))).rejects.toThrow(
      /profile token/,
    );
    await expect(done((back) => camera.getSnapshotUri({ profileToken: 'ch1-main' }, back))).rejects.toThrow(
      /not support/,
    );
  });

  it('turns, stops and finds its presets', async () => {
    const camera = await connect(DOME);
    const profileToken = 'ch1-main';
    const presets = async () =>
      Object.values(
        await done<Record<string, { name: string; $: { token: number } }>>((back) =>
          camera.getPresets({ profileToken }, back),
        ),
      ).map(({ name, $ }) => `${$.token} ${name}`);
    expect(await presets()).toEqual(['1 主路口', '2 停止线', '3 西侧商铺']);
    const before = rig.head.position;
    await done((back) => camera.continuousMove({ profileToken, x: 1, y: 0, zoom: 0, timeout: 2_000 }, back));
    expect(rig.head.isMoving).toBe(true);
    expect(await done((back) => camera.getStatus({ profileToken }, back))).toMatchObject({
      moveStatus: { panTilt: 'MOVING' },
    });
    await done((back) => camera.stop({ profileToken, panTilt: true, zoom: true }, back));
    await expect.poll(() => rig.head.isMoving).toBe(false);
    expect(rig.head.position.pan).toBeGreaterThan(before.pan);
    await done((back) => camera.setPreset({ profileToken, presetName: '桥头 &lt;1&gt;' }, back));
    expect(await presets()).toContain('4 桥头 <1>');
    await done((back) => camera.gotoPreset({ profileToken, preset: '3' }, back));
    expect(rig.head.isMoving).toBe(true);
    await done((back) => camera.absoluteMove({ profileToken, x: 0.5, y: 0, zoom: 0.5 }, back));
    await done((back) => camera.gotoHomePosition({ profileToken }, back));
    await done((back) => camera.removePreset({ profileToken, presetToken: '4' }, back));
    expect(await presets()).toHaveLength(3);
    await expect(done((back) => camera.gotoPreset({ profileToken, preset: '99' }, back))).rejects.toThrow(
      /preset token/,
    );
  });
});

describe('a recorder over ONVIF', () => {
  it('has sixteen channels of two profiles, each with its own stream, none to be turned', async () => {
    const camera = await connect(RECORDER);
    expect(camera.videoSources).toHaveLength(16);
    expect(camera.profiles).toHaveLength(32);
    const uri = await done((back) => camera.getStreamUri({ profileToken: 'ch16-main' }, back));
    expect(uri).toMatchObject({ uri: `rtsp://127.0.0.1:8554/${RECORDER.channels[15]?.code}/main` });
    expect(Object.keys(camera.capabilities ?? {})).not.toContain('PTZ');
  });
});

describe('a camera over ONVIF that is not well', () => {
  it.each([{ useWSSecurity: true }, { useWSSecurity: false }])(
    'lets nobody in with a wrong password, %o',
    async (options) => {
      await expect(connect(DOME, { ...options, password: 'wrong' })).rejects.toThrow(/401/);
    },
  );

  it('lets nobody in at all when its password was changed', async () => {
    manner = { kind: 'denies_everyone' };
    await expect(connect(DOME)).rejects.toThrow(/401/);
    manner = { kind: 'well' };
  });

  it('hangs up when it has no power', async () => {
    manner = { kind: 'dead' };
    await expect(connect(DOME)).rejects.toThrow(/hang up|ECONNRESET/);
    manner = { kind: 'well' };
  });
});
