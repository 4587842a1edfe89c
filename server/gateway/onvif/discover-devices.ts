import { randomUUID } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { DiscoveredDevice } from '#core/contracts';
import type { Clock } from '#core/kit';
import type { CameraNetwork } from '../network/index.ts';
import type { Endpoint } from '../rtsp/index.ts';
import { readProbeMatches, relatesTo } from './probe-match.ts';

export interface DiscoveryOptions {
  /** IPv4 address of ours on the network to be searched; `0.0.0.0` leaves the choice to the system. */
  readonly interfaceAddress: string;
  readonly network: CameraNetwork;
  readonly clock: Clock;
  /** Who is asked; WS-Discovery's group if not given. */
  readonly target?: Endpoint;
}

/** WS-Discovery 2005/04, 2.4. */
const WS_DISCOVERY: Endpoint = { host: '239.255.255.250', port: 3702 };

/** Bounds on what a network can make us do with one search. */
export const discoveryLimits = {
  durationMs: 3_000,
  /** The probe is sent twice, since datagrams get lost (SOAP-over-UDP, appendix I). */
  repeatMs: 500,
  datagramBytes: 16 * 1024,
  /** Answers to our probe that are read at all, repeats and lies included. */
  answers: 4_096,
  devices: 512,
} as const;

/**
 * Asks a network for ONVIF devices (ONVIF Core, 7.3) and listens for three seconds. Only answers to this very probe
 * count, only for the sender's own address, and only in the allow-list; a device counts once. Nothing is ever
 * answered, and no group is joined.
 * @returns at most 512 devices
 * @throws when the interface cannot be used
 */
export async function discoverDevices(options: DiscoveryOptions): Promise<DiscoveredDevice[]> {
  const { interfaceAddress, clock, target = WS_DISCOVERY } = options;
  const socket = createSocket('udp4');
  const messageId = `urn:uuid:${randomUUID()}`;
  const found = new Map<string, DiscoveredDevice>();
  const hear = listener(messageId, found, options.network);
  socket.on('message', hear);
  try {
    await bind(socket, interfaceAddress);
    const probe = Buffer.from(probeMessage(messageId));
    const send = (): void => socket.send(probe, target.port, target.host, () => {});
    send();
    const cancel = clock.after(discoveryLimits.repeatMs, send);
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      clock.after(discoveryLimits.durationMs, resolve);
    }).finally(cancel);
    return [...found.values()];
  } finally {
    socket.close();
  }
}

function listener(messageId: string, found: Map<string, DiscoveredDevice>, network: CameraNetwork) {
  let answers = 0;
  return (datagram: Buffer, { address: sender }: RemoteInfo): void => {
    if (datagram.byteLength > discoveryLimits.datagramBytes || answers >= discoveryLimits.answers) return;
    const text = datagram.toString('utf8');
    if (relatesTo(text) !== messageId) return;
    answers++;
    for (const { reference, device } of readProbeMatches(text, sender)) {
      const { host, port } = device.address;
      const known = found.has(reference) || found.size >= discoveryLimits.devices;
      if (!known && network.allows(host, port)) found.set(reference, device);
    }
  };
}

function bind(socket: Socket, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port: 0 }, () => {
      socket.off('error', reject);
      try {
        if (address !== '0.0.0.0') socket.setMulticastInterface(address);
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

function probeMessage(messageId: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">',
    `<s:Header><a:MessageID>${messageId}</a:MessageID>`,
    '<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>',
    '<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header>',
    '<s:Body><d:Probe xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"',
    ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe>',
    '</s:Body></s:Envelope>',
  ].join('');
}
