import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/kit';
import { seededRandom } from '#sim/cameras';
import type { Manner } from '#sim/rtsp';
import { DISCOVERY_GROUP, type DiscoveryOptions, DiscoveryResponder } from './discovery.ts';
import { readProbe } from './probe.ts';
import { DOME, RECORDER, silent } from './testing/onvif-rig.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

const LOOPBACK = '127.0.0.1';
const probe = (types: string, scopes = '') =>
  '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">' +
  '<e:Header><a:MessageID>urn:uuid:1</a:MessageID></e:Header><e:Body>' +
  `<Probe xmlns="http://schemas.xmlsoap.org/ws/2005/04/discovery">${types}${scopes}</Probe></e:Body></e:Envelope>`;
const CAMERAS = probe(
  '<Types xmlns:dn="http://www.onvif.org/ver10/network/wsdl">dn:NetworkVideoTransmitter</Types>',
);

async function respond(options: Partial<DiscoveryOptions> = {}): Promise<DiscoveryResponder | null> {
  const responder = await DiscoveryResponder.open({
    ...{ address: LOOPBACK, port: 0, onvifPort: 8_580, devices: [DOME, RECORDER] },
    ...{ surroundings: { head: () => null }, manner: (): Manner => ({ kind: 'well' }) },
    ...{ clock: systemClock, random: seededRandom(1), log: silent, ...options },
  });
  if (responder !== null) open.push(responder);
  return responder;
}

async function client(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  socket.setMulticastInterface(LOOPBACK);
  open.push(socket);
  return socket;
}

/** The next two datagrams. */
async function twoAnswers(socket: Socket): Promise<string[]> {
  const answers: string[] = [];
  while (answers.length < 2) answers.push(String((await once(socket, 'message'))[0]));
  return answers;
}

describe('discovery', () => {
  it.each([
    ['the group', DISCOVERY_GROUP],
    ['the device', LOOPBACK],
  ])('answers a probe to %s with the address, type and scopes of each device', async (_, address) => {
    const responder = await respond();
    const socket = await client();
    socket.send(CAMERAS, responder?.port ?? 0, address);
    const answers = (await twoAnswers(socket)).sort();
    for (const [index, { code, manufacturer, model }] of [DOME, RECORDER].entries()) {
      expect(answers.join()).toContain(`http://127.0.0.1:8580/onvif/${code}/device_service`);
      expect(answers.join()).toContain(`hardware/${manufacturer}%20${model}`);
      expect(answers[index]).toContain('<wsa:RelatesTo>urn:uuid:1</wsa:RelatesTo>');
      expect(answers[index]).toContain('dn:NetworkVideoTransmitter');
    }
  });

  it('does not answer for a device without power', async () => {
    const manner = (code: string): Manner => ({ kind: code === DOME.code ? 'dead' : 'well' });
    const responder = await respond({ manner });
    const socket = await client();
    // Twice the recorder: had the dome answered, it would be among the first two.
    socket.send(CAMERAS, responder?.port ?? 0, LOOPBACK);
    socket.send(CAMERAS, responder?.port ?? 0, LOOPBACK);
    expect((await twoAnswers(socket)).join()).not.toContain(DOME.code);
  });

  it('is gone, and nothing else, where the group cannot be had', async () => {
    expect(await respond({ address: '192.0.2.1' })).toBeNull();
  });

  it('knows a probe for it from all else', () => {
    const isOurs = (text: string) => readProbe(Buffer.from(text)) !== null;
    expect([CAMERAS, probe(''), probe('<Types>x:Device</Types>')].map(isOurs)).toEqual([true, true, true]);
    const others = [
      probe('<Types>x:Printer</Types>'),
      probe('', '<Scopes>onvif://www.onvif.org/name/x</Scopes>'),
      CAMERAS.replace('urn:uuid:1', ''),
      CAMERAS.replaceAll('Probe', 'Hello'),
      `<!DOCTYPE x>${CAMERAS}`,
      'x'.repeat(9_000),
      '',
    ];
    expect(others.map(isOurs)).toEqual(others.map(() => false));
  });
});
