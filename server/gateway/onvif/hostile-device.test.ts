import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { createCameraNetwork } from '../network/index.ts';
import {
  envelope,
  type FakeAnswer,
  type FakeDevice,
  servicesXml,
  startFakeDevice,
  status,
} from './fake-device.ts';
import { inspectDevice } from './inspect-device.ts';

const running: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

const network = createCameraNetwork({ rules: networkRules('127.0.0.1/32') });
const credentials = { username: 'admin', password: 'secret' };

async function start(answer: FakeAnswer): Promise<FakeDevice> {
  const device = await startFakeDevice({ answers: { GetServices: answer, GetCapabilities: answer } });
  running.push(device);
  return device;
}

async function errorOf(answer: FakeAnswer): Promise<string> {
  const { address } = await start(answer);
  const outcome = await inspectDevice(
    { address, credentials },
    { network, clock: systemClock, random: Math.random },
  );
  return outcome.outcome === 'failed' ? outcome.error : 'read';
}

const says =
  (body: string): FakeAnswer =>
  (response) =>
    response.end(body);

/** An answer that would do, but for what is put beside it. */
const good = (beside = ''): string => envelope(servicesXml() + beside).replace('<?xml version="1.0"?>', '');

describe('a hostile device', () => {
  it('is one by what is beside a good answer', async () => {
    expect(await errorOf(says(good('<x>beside</x>')))).toBe('read');
  });

  it.each([
    ['more than 256 KB', good(`<x>${'y'.repeat(256 * 1024)}</x>`)],
    ['a DOCTYPE', `<!DOCTYPE x SYSTEM "file:///etc/passwd">${good()}`],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${good('<x>&b;</x>')}`],
    ['entities of its own', good('<x>&b;</x>')],
    ['elements without end', good(`${'<x>'.repeat(65)}${'</x>'.repeat(65)}`)],
    ['garbage', '\u0000\u0001\uffff<<<>>>'],
    ['nothing', ''],
    ['a page', '<html><body><p>Web server</p></body></html>'],
    ['an empty envelope', '<s:Envelope xmlns:s="x"/>'],
    ['a body that is not one', envelope('').replace('<s:Body></s:Body>', '<s:Body>text</s:Body>')],
    ['prototypes', envelope('<__proto__><constructor>x</constructor></__proto__>')],
    [
      'services that are none',
      envelope(
        '<GetServicesResponse><Service><Namespace>constructor</Namespace><XAddr>x</XAddr></Service></GetServicesResponse>',
      ),
    ],
  ])('that says %s is not ONVIF', async (_what, body) => {
    expect(await errorOf(says(body))).toBe('not_onvif');
  });

  it('is not followed to another host', async () => {
    const other = await startFakeDevice();
    running.push(other);
    const location = `http://127.0.0.1:${other.address.port}/onvif/device_service`;
    expect(await errorOf(status(307, { location }))).toBe('not_onvif');
    expect(other.requests).toEqual([]);
  });

  it('that hangs up, switches protocols or speaks no HTTP is unreachable', async () => {
    expect(await errorOf((response) => response.destroy())).toBe('unreachable');
    const switches: FakeAnswer = (response) =>
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
    expect(await errorOf(switches)).toBe('unreachable');
    expect(await errorOf((response) => response.socket?.end('-ERR unknown command\r\n'))).toBe('unreachable');
  });
});

describe('a slow device', () => {
  it.each([
    ['is silent', (response: ServerResponse) => response.flushHeaders()],
    ['drips', (response: ServerResponse) => response.write('<')],
  ])('that %s is given up after ten seconds', async (_what, answer) => {
    const clock = new ManualClock(Date.now());
    const asked = Promise.withResolvers<void>();
    const { address } = await start((response) => {
      answer(response);
      asked.resolve();
    });
    const outcome = inspectDevice({ address, credentials }, { network, clock, random: Math.random });
    await asked.promise;
    clock.advance(10_000);
    expect(await outcome).toEqual({ outcome: 'failed', error: 'unreachable' });
    expect(clock.pending).toBe(0);
  });

  it('that is not there, is closed or is silent is one and the same', async () => {
    const silent = createTcpServer(() => accepted.resolve()).listen(0, '127.0.0.1');
    const accepted = Promise.withResolvers<void>();
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const clock = new ManualClock();
    const request = { address: { host: '127.0.0.1', port, path: '/' }, credentials };
    const waiting = inspectDevice(request, { network, clock, random: Math.random });
    await accepted.promise;
    clock.advance(12_000);
    expect(await waiting).toEqual({ outcome: 'failed', error: 'unreachable' });
    await new Promise((resolve) => silent.close(resolve));
    const closed = await inspectDevice(request, { network, clock: systemClock, random: Math.random });
    expect(closed).toEqual({ outcome: 'failed', error: 'unreachable' });
  });
});

describe('an address', () => {
  it.each([
    ['127.0.0.1', 6379],
    ['::ffff:127.0.0.1', 80],
    ['169.254.169.254', 80],
    ['name.example', 80],
  ])('such as %s port %i is refused before anything is sent', async (host, port) => {
    const lan = createCameraNetwork({
      rules: networkRules('10.0.0.0/8'),
      resolve: async () => ['127.0.0.1'],
    });
    const request = { address: { host, port, path: '/' }, credentials };
    const outcome = await inspectDevice(request, { network: lan, clock: systemClock, random: Math.random });
    expect(outcome).toEqual({ outcome: 'failed', error: 'forbidden_address' });
  });

  it('is resolved once for all questions: what was checked is what is asked', async () => {
    const device = await startFakeDevice();
    running.push(device);
    let asked = 0;
    const resolve = async () => [asked++ === 0 ? '127.0.0.1' : '169.254.169.254'];
    const rebinding = createCameraNetwork({ rules: networkRules('127.0.0.1/32'), resolve });
    const request = { address: { ...device.address, host: 'camera.example' }, credentials };
    const outcome = await inspectDevice(request, {
      ...{ network: rebinding, clock: systemClock },
      random: Math.random,
    });
    expect(outcome).toMatchObject({
      device: { channels: [{ main: { rtspUrl: 'rtsp://camera.example:8554/1.0?a=1&b=2' } }] },
    });
    expect(asked).toBe(1);
    expect(device.requests.length).toBeGreaterThan(4);
  });
});
