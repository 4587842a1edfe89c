import { expect, test, vi } from 'vitest';
import type { CameraId } from '#core/kit';
import { ApiError } from '../../../_lib/api/index.ts';
import { CameraWizard, type WizardServer } from './camera-wizard.ts';
import { channel, device, orgUnitId, request } from './testing/devices.ts';

const refusal = (status: number, code: string) =>
  new ApiError({ kind: 'problem', status, problem: { type: 'about:blank', title: code, status, code } });

const registered = [{ id: 'cam_1' as CameraId, code: '99990100001320000001' }];

function wizard(server: Partial<WizardServer> = {}) {
  return new CameraWizard({
    inspect: () => Promise.resolve(device([channel('v1')])),
    register: () => Promise.resolve(registered),
    ...server,
  });
}

async function filledIn(server: Partial<WizardServer>): Promise<CameraWizard> {
  const tested = wizard(server);
  await tested.read(request);
  tested.act({ type: 'common', change: { orgUnitId } });
  tested.act({ type: 'place', position: { lon: 102, lat: 40.2 } });
  return tested;
}

test('a device is read once, however often it is asked for', async () => {
  const inspect = vi.fn(() => Promise.resolve(device([channel('v1')])));
  const tested = wizard({ inspect });
  await Promise.all([tested.read(request), tested.read(request)]);
  expect(inspect).toHaveBeenCalledTimes(1);
  expect(tested.state.get().stage.step).toBe('placing');
});

test.each([
  [() => Promise.reject(refusal(422, 'device.unauthorized')), 'unauthorized'],
  [() => Promise.resolve(device([])), 'noVideo'],
] as [WizardServer['inspect'], string][])('a device that cannot be used: %#', async (inspect, problem) => {
  const tested = wizard({ inspect });
  await tested.read(request);
  expect(tested.state.get().stage).toEqual({ step: 'finding', problem });
});

test('a double click registers once', async () => {
  const register = vi.fn(() => Promise.resolve(registered));
  const tested = await filledIn({ register });
  await Promise.all([tested.save(), tested.save()]);
  await tested.save();
  expect(register).toHaveBeenCalledTimes(1);
  expect(tested.state.get().stage).toEqual({ step: 'saved', cameras: registered });
});

test('what is not complete is not sent, and says what is missing', async () => {
  const register = vi.fn(() => Promise.resolve(registered));
  const tested = wizard({ register });
  tested.take({ kind: 'stream', mainUrl: 'rtsp://10.0.0.9/1', subUrl: null, credentials: null });
  await tested.save();
  expect(register).not.toHaveBeenCalled();
  const { stage } = tested.state.get();
  expect(stage.step === 'placing' && [...stage.wrong.keys()]).toEqual([
    'orgUnit',
    'stream.nameZh',
    'stream.nameEn',
    'stream.position',
  ]);
});

test('a refusal is said, and can be tried again', async () => {
  const register = vi
    .fn()
    .mockRejectedValueOnce(refusal(503, 'gateway.away'))
    .mockResolvedValueOnce(registered);
  const tested = await filledIn({ register });
  await tested.save();
  const { stage } = tested.state.get();
  expect(stage.step === 'placing' && stage.saving).toEqual({ state: 'failed', problem: 'gatewayAway' });
  await tested.save();
  expect(tested.state.get().stage.step).toBe('saved');
});
