import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Cancel, Clock, Log } from '#core/kit';
import type { Manner } from '#sim/rtsp';
import type { OnvifDevice, OnvifSurroundings } from './device.ts';
import { probeMatch, readProbe } from './probe.ts';

/** WS-Discovery 2.4. */
export const DISCOVERY_PORT = 3702;
export const DISCOVERY_GROUP = '239.255.255.250';
/** Answers are spread over this, so that whoever asks a whole network is not flooded (WS-Discovery 2.4, APP_MAX_DELAY). */
const SPREAD_MS = 300;
/** Waiting answers; more questions than that are not answered, whoever asks them. */
const WAITING_MAX = 256;

export interface DiscoveryOptions {
  /** Of the interface to answer on. */
  readonly address: string;
  /** UDP; that of WS-Discovery is 3702. 0: any free one. */
  readonly port: number;
  /** Of the devices' services. */
  readonly onvifPort: number;
  readonly devices: readonly OnvifDevice[];
  readonly surroundings: Pick<OnvifSurroundings, 'head'>;
  manner(code: string): Manner;
  readonly clock: Clock;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** Answers WS-Discovery probes, to the group and to us alone, for devices that want to be found. */
export class DiscoveryResponder {
  readonly #options: DiscoveryOptions;
  readonly #socket: Socket;
  readonly #waiting = new Set<Cancel>();

  /** @returns null, having said so, when the port or the group cannot be had: all else works without */
  static async open(options: DiscoveryOptions): Promise<DiscoveryResponder | null> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    try {
      // Datagrams to a group reach only sockets that are bound to no other address.
      socket.bind(options.port);
      await once(socket, 'listening');
      socket.addMembership(DISCOVERY_GROUP, options.address);
      socket.setMulticastInterface(options.address);
    } catch (error) {
      socket.close();
      options.log.warn({ err: error, address: options.address }, 'cameras cannot be discovered here');
      return null;
    }
    return new DiscoveryResponder(options, socket);
  }

  private constructor(options: DiscoveryOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on('message', (datagram, from) => this.#hear(datagram, from));
    socket.on('error', (error) => options.log.warn({ err: error }, 'discovery'));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  close(): void {
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
    this.#socket.close();
  }

  #hear(datagram: Buffer, from: RemoteInfo): void {
    const probe = readProbe(datagram);
    if (probe === null) return;
    const { devices, manner, random, surroundings, address, onvifPort } = this.#options;
    for (const device of devices) {
      if (manner(device.code).kind === 'dead' || this.#waiting.size >= WAITING_MAX) continue;
      const canMove = device.channels.some(({ code }) => surroundings.head(code) !== null);
      const match = probeMatch(device, probe, { address, port: onvifPort, canMove });
      this.#later(random() * SPREAD_MS, () => this.#socket.send(match, from.port, from.address));
    }
  }

  #later(delayMs: number, run: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#waiting.delete(cancel);
      run();
    });
    this.#waiting.add(cancel);
  }
}
