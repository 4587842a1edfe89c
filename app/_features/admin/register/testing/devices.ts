import type { DeviceDescription } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import type { Found } from '../channels.ts';
import { newWizard, type Wizard, wizardAfter } from '../wizard-state.ts';

type Channel = DeviceDescription['channels'][number];

export function channel(source: string, change: Partial<Channel> = {}): Channel {
  const profile = (quality: string, width: number, height: number) => ({
    token: `${source}-${quality}`,
    name: quality,
    codec: 'H264',
    width,
    height,
    frameRate: 25,
    rtspUrl: `rtsp://10.0.0.9:554/${source}/${quality}`,
  });
  return {
    source,
    name: 'Camera',
    main: profile('main', 1920, 1080),
    sub: profile('sub', 640, 360),
    ptz: false,
    ...change,
  };
}

export function device(channels: readonly Channel[]): DeviceDescription {
  return {
    manufacturer: 'Acme',
    model: 'NVR-16',
    firmware: '1.2',
    serialNumber: 'A1',
    clockOffsetMs: 0,
    channels: [...channels],
  };
}

export const request = {
  address: { host: '10.0.0.9', port: 80, path: '/onvif/device_service' },
  credentials: { username: 'admin', password: 'not-a-secret' },
};

export function found(channels: readonly Channel[]): Found {
  return { kind: 'device', device: device(channels), ...request };
}

export const orgUnitId = 'org_1' as OrgUnitId;

/** A registration of these channels, all chosen and ready to be sent. */
export function ready(channels: readonly Channel[]): Wizard {
  const actions = [
    { type: 'found', found: found(channels) },
    { type: 'chooseAll', isChosen: true },
    { type: 'common', change: { orgUnitId, class: 'II' } },
    { type: 'place', position: { lon: 102, lat: 40.2 } },
  ] as const;
  return actions.reduce<Wizard>((wizard, action) => wizardAfter(wizard, action), newWizard);
}
