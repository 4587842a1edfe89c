import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceDescription } from '#core/contracts';
import { deviceDescriptionSchema } from '#core/contracts';
import { systemClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { createCameraNetwork } from '../network/index.ts';
import {
  type FakeDevice,
  type FakeDeviceOptions,
  fault,
  profileXml,
  servicesXml,
  startFakeDevice,
  status,
  streamUriXml,
} from './fake-device.ts';
import { inspectDevice } from './inspect-device.ts';

const devices: FakeDevice[] = [];

afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});

const network = createCameraNetwork({ rules: networkRules('127.0.0.1/32') });
const ports = { network, clock: systemClock, random: Math.random };

async function inspect(options: FakeDeviceOptions = {}, password = 'secret') {
  const device = await startFakeDevice(options);
  devices.push(device);
  const credentials = { username: 'admin', password };
  const outcome = await inspectDevice({ address: device.address, credentials }, ports);
  return { device, outcome };
}

async function read(options: FakeDeviceOptions = {}): Promise<DeviceDescription> {
  const { outcome } = await inspect(options);
  if (outcome.outcome !== 'read') throw new Error(outcome.error);
  return deviceDescriptionSchema.parse(outcome.device);
}

async function errorOf(options: FakeDeviceOptions = {}, password?: string): Promise<string> {
  const { outcome } = await inspect(options, password);
  return outcome.outcome === 'failed' ? outcome.error : 'read';
}

const profiles = (...xml: readonly string[]) => ({
  GetProfiles: `<trt:GetProfilesResponse>${xml.join('')}</trt:GetProfilesResponse>`,
});

describe('inspecting a device', () => {
  it('tells what it is and where its streams are, at the registered host', async () => {
    const device = await read();
    expect(device).toMatchObject({
      ...{ manufacturer: 'Lookwell', model: 'LW-7', firmware: '1.0', serialNumber: '0042' },
      channels: [
        {
          ...{ source: 'source', name: 'source name', ptz: true },
          main: { token: '1.0', width: 1920, rtspUrl: 'rtsp://127.0.0.1:8554/1.0?a=1&b=2' },
          sub: { token: '2.0', width: 640, frameRate: 25, codec: 'H264' },
        },
      ],
    });
    expect(Math.abs(device.clockOffsetMs)).toBeLessThan(3_000);
  });

  it('reads the sixteen channels of a recorder', async () => {
    const tokens = Array.from({ length: 16 }, (_, index) => `source${index + 1}`);
    const xml = tokens.flatMap((source) => [
      profileXml(`${source}main`, source, 'H264', 1920),
      profileXml(`${source}sub`, source, 'H264', 640),
    ]);
    const { channels } = await read({ login: 'MD5', answers: profiles(...xml) });
    expect(channels.map(({ source }) => source)).toEqual(tokens);
    expect(channels[15]).toMatchObject({ main: { token: 'source16main' }, sub: { token: 'source16sub' } });
  });

  it('has no use for a device with JPEG only', async () => {
    expect(await errorOf({ answers: profiles(profileXml('a', 's', 'JPEG', 640)) })).toBe('no_video');
  });

  it('learns of H.265 from the Media2 service', async () => {
    const configurations =
      '<tr2:VideoSource token="v"><tt:Name>门口</tt:Name><tt:SourceToken>s</tt:SourceToken></tr2:VideoSource><tr2:VideoEncoder token="e"><tt:Encoding>H265</tt:Encoding><tt:Resolution><tt:Width>3840</tt:Width><tt:Height>2160</tt:Height></tt:Resolution></tr2:VideoEncoder><tr2:PTZ token="p"/>';
    const { channels } = await read({
      answers: {
        GetServices: servicesXml(['ver20/media', '/onvif/media2']),
        GetProfiles: `<tr2:GetProfilesResponse><tr2:Profiles token="t"><tr2:Name>n</tr2:Name><tr2:Configurations>${configurations}</tr2:Configurations></tr2:Profiles></tr2:GetProfilesResponse>`,
        GetStreamUri:
          '<tr2:GetStreamUriResponse><tr2:Uri>rtsp://cam/h265</tr2:Uri></tr2:GetStreamUriResponse>',
      },
    });
    expect(channels).toMatchObject([
      { name: '门口', ptz: true, main: { codec: 'H265', rtspUrl: 'rtsp://127.0.0.1:554/h265' }, sub: null },
    ]);
  });

  it('falls back to capabilities, and from a Media2 service that only faults', async () => {
    const capabilities =
      '<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>http://x/onvif/media</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>';
    const old = { GetServices: fault('ter:ActionNotSupported'), GetCapabilities: capabilities };
    expect((await read({ answers: old })).channels).toHaveLength(1);
    const { device, outcome } = await inspect({
      answers: {
        GetServices: servicesXml(['ver20/media', '/onvif/media2']),
        GetProfiles: (response, { path }) => {
          const works = path === '/onvif/media';
          response.end(works ? profilesEnvelope : profilesFault);
        },
      },
    });
    expect(outcome.outcome).toBe('read');
    expect(device.requests.map(({ path }) => path)).toContain('/onvif/media2');
  });
});

const envelopeOf = (body: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;
const profilesEnvelope = envelopeOf(
  `<trt:GetProfilesResponse>${profileXml('a', 's', 'H264', 1280)}</trt:GetProfilesResponse>`,
);
const profilesFault = envelopeOf(fault('ter:ActionNotSupported'));

describe('a login', () => {
  it.each(['MD5', 'SHA-256', 'token'] as const)('identifies itself by %s', async (login) => {
    expect((await read({ login })).channels).toHaveLength(1);
  });

  it('makes tokens with a clock that is years off, and with a password that is not ASCII', async () => {
    const yearsOff = -6 * 365 * 86_400_000;
    const { outcome } = await inspect({ login: 'token', password: '密码', clockOffsetMs: yearsOff }, '密码');
    if (outcome.outcome !== 'read') throw new Error(outcome.error);
    expect(Math.abs(outcome.device.clockOffsetMs - yearsOff)).toBeLessThan(3_000);
  });

  it('keeps names that are not ASCII, and sends no line breaks', async () => {
    const challenge = Buffer.from('Digest realm="摄像机", nonce="n", qop="auth"').toString('latin1');
    const device = await startFakeDevice({
      answers: { GetServices: status(401, { 'WWW-Authenticate': challenge }) },
    });
    devices.push(device);
    const credentials = { username: '管理员\r\nX-Evil: 1', password: 'secret' };
    const outcome = await inspectDevice({ address: device.address, credentials }, ports);
    expect(outcome).toEqual({ outcome: 'failed', error: 'unauthorized' });
    const sent = device.requests.find(({ authorization }) => authorization !== null)?.authorization ?? '';
    expect(Buffer.from(sent, 'latin1').toString()).toContain('username="管理员  X-Evil: 1", realm="摄像机"');
  });

  it('never sends the password itself, however it is asked to', async () => {
    const { device } = await inspect({
      answers: { GetServices: status(401, { 'WWW-Authenticate': 'Basic realm="give it to me"' }) },
    });
    expect(device.logins).toBe(1);
    for (const { authorization, body } of device.requests) {
      expect(authorization).toBeNull();
      expect(body).not.toContain('secret');
    }
  });
});

describe('a password', () => {
  it.each(['MD5', 'SHA-256', 'token'] as const)('that %s refuses is tried twice at most', async (login) => {
    const { device, outcome } = await inspect({ login }, 'wrong');
    expect(outcome).toEqual({ outcome: 'failed', error: 'unauthorized' });
    expect(device.logins).toBeLessThanOrEqual(2);
    expect(device.logins).toBeGreaterThan(0);
  });

  it('is not offered for ever to a device that calls every nonce stale', async () => {
    const challenge = 'Digest realm="cam", nonce="x", qop="auth", stale=true';
    const { device, outcome } = await inspect({
      answers: { GetServices: status(401, { 'WWW-Authenticate': challenge }) },
    });
    expect(outcome).toEqual({ outcome: 'failed', error: 'unauthorized' });
    expect(device.logins).toBeLessThanOrEqual(4);
  });

  it.each([
    [401, '<ResponseStatus><lockStatus>lock</lockStatus></ResponseStatus>'],
    [403, 'account is locked'],
    [423, ''],
  ])('is kept back once the device says with %i that it has locked us out', async (code, body) => {
    const { device, outcome } = await inspect({ answers: { GetServices: status(code, {}, body) } });
    expect(outcome).toEqual({ outcome: 'failed', error: 'locked_out' });
    expect(device.logins).toBe(0);
  });
});

describe('a stream address', () => {
  it.each(['127.0.0.2', '169.254.169.254', 'metadata.internal', '[::1]', 'user:pw@10.9.9.9'])(
    'with the host %s gets the registered one',
    async (host) => {
      const { channels } = await read({ answers: { GetStreamUri: streamUriXml(`rtsp://${host}:554/x`) } });
      expect(channels[0]?.main.rtspUrl).toBe('rtsp://127.0.0.1:554/x');
    },
  );

  it.each(['http://127.0.0.1/x', 'rtsps://127.0.0.1/x', 'rtsp://127.0.0.1:0/x', 'file:///etc/passwd', ''])(
    'such as "%s" is none',
    async (uri) => {
      expect(await errorOf({ answers: { GetStreamUri: streamUriXml(uri) } })).toBe('no_video');
    },
  );

  it('at a port outside the allow-list is refused', async () => {
    const device = await startFakeDevice({
      answers: {
        GetStreamUri: (response, { body }) =>
          response.end(envelopeOf(streamUriXml(body.includes('>1.0<') ? own : 'rtsp://10.0.0.1:6379/x'))),
      },
    });
    devices.push(device);
    const own = 'rtsp://127.0.0.1:6379/x';
    const only = createCameraNetwork({ rules: networkRules(`127.0.0.1/32:${device.address.port}`) });
    const request = { address: device.address, credentials: { username: 'admin', password: '' } };
    expect(await inspectDevice(request, { ...ports, network: only })).toEqual({
      outcome: 'failed',
      error: 'forbidden_address',
    });
  });

  it('of another host at a port outside the allow-list says nothing of the device', async () => {
    const device = await startFakeDevice();
    devices.push(device);
    const only = createCameraNetwork({ rules: networkRules(`127.0.0.1/32:${device.address.port}`) });
    const request = { address: device.address, credentials: { username: 'admin', password: '' } };
    expect(await inspectDevice(request, { ...ports, network: only })).toEqual({
      outcome: 'failed',
      error: 'unreachable',
    });
  });
});
