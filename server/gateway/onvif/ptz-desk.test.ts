import { afterEach, describe, expect, it } from 'vitest';
import type { PtzCommand } from '#core/contracts';
import { type CameraId, ManualClock, systemClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { createCameraNetwork } from '../network/index.ts';
import { DeviceCache } from './device-cache.ts';
import { type FakeDevice, type FakeDeviceOptions, fault, startFakeDevice } from './fake-device.ts';
import { PtzDesk } from './ptz-desk.ts';

const devices: FakeDevice[] = [];

afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});

const network = createCameraNetwork({ rules: networkRules('127.0.0.1/32') });
const presets =
  '<tptz:GetPresetsResponse><tptz:Preset token="1"><tt:Name>桥头</tt:Name></tptz:Preset><tptz:Preset token="2"><tt:Name/></tptz:Preset><tptz:Preset><tt:Name>lost</tt:Name></tptz:Preset></tptz:GetPresetsResponse>';
const answers = {
  ...{ ContinuousMove: '<ContinuousMoveResponse/>', Stop: '<StopResponse/>', GetPresets: presets },
  ...{ SetPreset: '<SetPresetResponse/>', GotoPreset: '<GotoPresetResponse/>' },
};

async function rig(options: FakeDeviceOptions = {}, password = 'secret', clock = systemClock) {
  const fake = await startFakeDevice({ login: 'MD5', answers, ...options });
  devices.push(fake);
  const desk = new PtzDesk(new DeviceCache({ network, clock, random: Math.random }));
  const device = {
    cameraId: 'cam_1' as CameraId,
    address: fake.address,
    credentials: { username: 'admin', password },
    profileToken: 'p<1>',
  };
  const run = (command: PtzCommand) => desk.run(device, command);
  const actions = () => fake.requests.map(({ action }) => action);
  return { fake, desk, device, run, actions };
}

const move: PtzCommand = { op: 'move', pan: 0.5, tilt: -0.25, zoom: 0 };

describe('steering', () => {
  it('costs one question a move once the device is known', async () => {
    const { run, fake, actions } = await rig();
    expect(await run(move)).toEqual({ outcome: 'done', presets: [] });
    const before = fake.requests.length;
    await run(move);
    await run({ op: 'stop' });
    expect(actions().slice(before)).toEqual(['ContinuousMove', 'Stop']);
    expect(fake.requests.at(-2)).toMatchObject({ path: '/onvif/ptz' });
  });

  it('ends a move by itself after five seconds, and says what moves', async () => {
    const { run, fake } = await rig();
    await run(move);
    const pan = fake.requests.at(-1)?.body ?? '';
    expect(pan).toContain('<Timeout>PT5S</Timeout>');
    expect(pan).toContain('<PanTilt x="0.5" y="-0.25"');
    expect(pan).toContain('<ProfileToken>p&#60;1&#62;</ProfileToken>');
    expect(pan).not.toContain('<Zoom');
    await run({ op: 'move', pan: 0, tilt: 0, zoom: -1 });
    const zoom = fake.requests.at(-1)?.body ?? '';
    expect(zoom).toContain('<Zoom x="-1"');
    expect(zoom).not.toContain('<PanTilt');
  });

  it('answers preset commands with the presets as they then are', async () => {
    const { run, fake, actions } = await rig();
    const list = [
      { token: '1', name: '桥头' },
      { token: '2', name: '2' },
    ];
    expect(await run({ op: 'list_presets' })).toEqual({ outcome: 'done', presets: list });
    expect(await run({ op: 'set_preset', name: 'A & <B>' })).toEqual({ outcome: 'done', presets: list });
    expect(fake.requests.at(-2)?.body).toContain('<PresetName>A &#38; &#60;B&#62;</PresetName>');
    expect(await run({ op: 'goto_preset', preset: '1' })).toEqual({ outcome: 'done', presets: list });
    expect(actions().slice(-2)).toEqual(['GotoPreset', 'GetPresets']);
  });

  it('tells why it cannot', async () => {
    const refusing = await rig({ answers: { ...answers, ContinuousMove: fault('ter:NoEntity') } });
    expect(await refusing.run(move)).toEqual({ outcome: 'failed', error: 'refused' });
    const gone = await rig();
    await gone.fake.close();
    devices.pop();
    expect(await gone.run(move)).toEqual({ outcome: 'failed', error: 'unreachable' });
    const { desk, device } = await rig();
    const address = { host: '10.0.0.1', port: 80, path: '/' };
    expect(await desk.run({ ...device, address }, move)).toEqual({
      outcome: 'failed',
      error: 'forbidden_address',
    });
  });

  it('keeps a refused password back for half an hour, but not a changed one', async () => {
    const clock = new ManualClock(Date.now());
    const { desk, device, run, fake } = await rig({}, 'wrong', clock);
    const refused = { outcome: 'failed', error: 'unauthorized' };
    expect(await run(move)).toEqual(refused);
    const tried = fake.logins;
    expect(tried).toBeLessThanOrEqual(2);
    clock.advance(29 * 60_000);
    expect(await run(move)).toEqual(refused);
    expect(fake.logins).toBe(tried);
    const changed = { ...device, credentials: { username: 'admin', password: 'secret' } };
    expect(await desk.run(changed, move)).toEqual({ outcome: 'done', presets: [] });
  });

  it('finds a device again after it was away', async () => {
    const { run, actions } = await rig({ answers: { ...answers, ContinuousMove: onceGone() } });
    expect(await run(move)).toEqual({ outcome: 'failed', error: 'unreachable' });
    expect(await run(move)).toEqual({ outcome: 'done', presets: [] });
    expect(actions().filter((action) => action === 'GetServices').length).toBeGreaterThan(2);
  });
});

/** Hangs up the first time. */
function onceGone(): NonNullable<FakeDeviceOptions['answers']>[string] {
  let asked = 0;
  return (response) => {
    asked++;
    if (asked === 1) response.destroy();
    else response.end('<s:Envelope xmlns:s="x"><s:Body><ContinuousMoveResponse/></s:Body></s:Envelope>');
  };
}
