import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { createCameraNetwork } from '../network/index.ts';
import { discoverDevices, discoveryLimits } from './discover-devices.ts';

const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) await new Promise<void>((resolve) => socket.close(() => resolve()));
});

interface Match {
  readonly relatesTo: string;
  readonly reference?: string;
  readonly urls?: string;
  readonly scopes?: string;
}

function probeMatches({ relatesTo, reference = 'urn:uuid:1', urls, scopes = '' }: Match): string {
  const addresses = urls ?? 'http://169.254.1.1/onvif http://127.0.0.1:8580/onvif/1/device_service';
  return `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"><e:Header><w:RelatesTo>${relatesTo}</w:RelatesTo></e:Header><e:Body><d:ProbeMatches><d:ProbeMatch><w:EndpointReference><w:Address>${reference}</w:Address></w:EndpointReference><d:Scopes>${scopes}</d:Scopes><d:XAddrs>${addresses}</d:XAddrs></d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>`;
}

/** A host on loopback that answers probes as it likes, then lets the search end. */
async function search(
  answer: (probeId: string, send: (datagram: string) => Promise<void>) => Promise<void>,
  list = '127.0.0.1/32',
) {
  const responder = createSocket('udp4');
  sockets.push(responder);
  responder.bind(0, '127.0.0.1');
  await once(responder, 'listening');
  const clock = new ManualClock();
  const searching = discoverDevices({
    interfaceAddress: '127.0.0.1',
    network: createCameraNetwork({ rules: networkRules(list) }),
    clock,
    target: { host: '127.0.0.1', port: responder.address().port },
  });
  const [probe, from] = (await once(responder, 'message')) as [Buffer, RemoteInfo];
  const probeId = /<a:MessageID>([^<]+)</.exec(probe.toString())?.[1] ?? '';
  const send = (datagram: string): Promise<void> =>
    new Promise((resolve) => responder.send(datagram, from.port, from.address, () => resolve()));
  await answer(probeId, send);
  await settled();
  clock.advance(discoveryLimits.durationMs);
  return searching;
}

/** Everything that was sent before has been delivered: loopback keeps order, and the event loop has gone round. */
async function settled(): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a search for devices', () => {
  it('finds one by its own address, with its name and hardware', async () => {
    const scopes =
      'onvif://www.onvif.org/type/video onvif://www.onvif.org/name/%E6%A1%A5%E5%A4%B4 onvif://www.onvif.org/hardware/LW-7%zz';
    const found = await search((relatesTo, send) => send(probeMatches({ relatesTo, scopes })));
    expect(found).toEqual([
      {
        address: { host: '127.0.0.1', port: 8580, path: '/onvif/1/device_service' },
        name: '桥头',
        hardware: 'LW-7%zz',
      },
    ]);
  });

  it('asks for video transmitters, twice, in case one datagram is lost', async () => {
    const responder = createSocket('udp4');
    sockets.push(responder);
    responder.bind(0, '127.0.0.1');
    await once(responder, 'listening');
    const clock = new ManualClock();
    const searching = discoverDevices({
      interfaceAddress: '127.0.0.1',
      network: createCameraNetwork({ rules: [] }),
      clock,
      target: { host: '127.0.0.1', port: responder.address().port },
    });
    const first = ((await once(responder, 'message')) as [Buffer])[0].toString();
    clock.advance(discoveryLimits.repeatMs);
    const second = ((await once(responder, 'message')) as [Buffer])[0].toString();
    clock.advance(discoveryLimits.durationMs);
    expect(await searching).toEqual([]);
    expect(first).toContain('dn:NetworkVideoTransmitter');
    expect(second).toBe(first);
  });

  it('leaves out what the allow-list has not, and addresses of other hosts', async () => {
    const found = (urls: string, list?: string) =>
      search((relatesTo, send) => send(probeMatches({ relatesTo, urls })), list);
    expect(await found('http://127.0.0.1:8580/onvif', '127.0.0.1/32:80')).toEqual([]);
    const foreign = [
      'http://10.0.0.9/x',
      'http://localhost/x',
      'https://127.0.0.1/x',
      'http://127.0.0.1:0/x',
      '',
    ];
    expect(await found(foreign.join(' '), '10.0.0.0/8,127.0.0.1/32')).toEqual([]);
  });

  it('is not misled by ten thousand forged answers, and holds 512 devices at most', async () => {
    const heapBefore = process.memoryUsage().heapUsed;
    const found = await search(async (relatesTo, send) => {
      await send(
        probeMatches({ relatesTo, reference: 'urn:uuid:real', scopes: 'onvif://www.onvif.org/name/real' }),
      );
      for (let count = 0; count < 10_000; count++) {
        await send(forged(count, relatesTo));
        if (count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    });
    expect(found.length).toBeLessThanOrEqual(discoveryLimits.devices);
    expect(found[0]?.name).toBe('real');
    expect(new Set(found.map(({ address }) => address.host))).toEqual(new Set(['127.0.0.1']));
    expect(found.every(({ name }) => name === 'real' || name === 'flood')).toBe(true);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(256 * 1024 * 1024);
  });

  it('says so when the interface is not ours', async () => {
    const network = createCameraNetwork({ rules: [] });
    const options = { interfaceAddress: '192.0.2.1', network, clock: new ManualClock() };
    await expect(discoverDevices(options)).rejects.toThrow('EADDRNOTAVAIL');
  });
});

/** Other probes' answers, garbage, repeats, other hosts' addresses, bombs, and a flood of well-formed lies. */
function forged(count: number, relatesTo: string): string {
  const scopes = 'onvif://www.onvif.org/name/flood';
  switch (count % 6) {
    case 0:
      return probeMatches({ relatesTo: `urn:uuid:${count}`, reference: `urn:other:${count}` });
    case 1:
      return `\u0000${'<a>'.repeat(count % 500)}${relatesTo}`;
    case 2:
      return probeMatches({ relatesTo, reference: 'urn:uuid:real', scopes });
    case 3:
      return probeMatches({ relatesTo, reference: `urn:foreign:${count}`, urls: 'http://10.0.0.9/x' });
    case 4:
      return `<!DOCTYPE x [<!ENTITY a "b">]>${probeMatches({ relatesTo, reference: `urn:bomb:${count}`, scopes: '&a;' })}`;
    default:
      return probeMatches({ relatesTo, reference: `urn:flood:${count}`, scopes });
  }
}
