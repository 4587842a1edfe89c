import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { PacketBatch, ReceptionReport } from '#sim/rtp';
import { readReceptionReports } from '#sim/rtp';
import type { Viewer } from './ports.ts';

const MAX_ATTEMPTS = 50;
/** What may wait in the socket before packets are lost, as on a full network card. */
const MAX_QUEUED_BYTES = 4 * 1024 * 1024;

/** Where a viewer listens. */
export interface UdpAddress {
  readonly host: string;
  readonly rtpPort: number;
  readonly rtcpPort: number;
}

/**
 * The server's pair of UDP ports: an even one for RTP and the next for RTCP (RFC 3550 11), shared by all viewers.
 * Receiver reports find their viewer by the address they come from.
 */
export class UdpPorts {
  readonly rtpPort: number;
  readonly rtcpPort: number;
  readonly #rtp: Socket;
  readonly #rtcp: Socket;
  readonly #receivers = new Map<string, (packet: Buffer) => void>();

  /** Binds to `host`. @throws if no pair of neighbouring ports is free */
  static async open(host: string): Promise<UdpPorts> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const rtp = await bind(host, 0);
      if (rtp === null) continue;
      const port = rtp.address().port;
      const rtcp = port % 2 === 0 ? await bind(host, port + 1) : null;
      if (rtcp !== null) return new UdpPorts(rtp, rtcp);
      rtp.close();
    }
    throw new Error(`no pair of UDP ports free on ${host}`);
  }

  private constructor(rtp: Socket, rtcp: Socket) {
    this.#rtp = rtp;
    this.#rtcp = rtcp;
    this.rtpPort = rtp.address().port;
    this.rtcpPort = rtcp.address().port;
    rtcp.on('message', (packet, from) => this.#receivers.get(`${from.address}:${from.port}`)?.(packet));
    for (const socket of [rtp, rtcp]) socket.on('error', ignoreUnreachable);
  }

  /** A viewer at `address`. `onReport` is called for each of its RTCP packets until `forget`. */
  viewer(address: UdpAddress, onReport: () => void): { readonly viewer: Viewer; forget(): void } {
    const key = `${address.host}:${address.rtcpPort}`;
    const viewer = new UdpViewer(this.#rtp, this.#rtcp, address);
    this.#receivers.set(key, (packet) => {
      const reports = readReceptionReports(packet);
      if (reports === null) return;
      viewer.reports = reports;
      onReport();
    });
    return { viewer, forget: () => this.#receivers.delete(key) };
  }

  close(): void {
    this.#rtp.close();
    this.#rtcp.close();
  }
}

class UdpViewer implements Viewer {
  readonly transport = 'udp';
  reports: readonly ReceptionReport[] = [];
  readonly #rtp: Socket;
  readonly #rtcp: Socket;
  readonly #address: UdpAddress;

  constructor(rtp: Socket, rtcp: Socket, address: UdpAddress) {
    this.#rtp = rtp;
    this.#rtcp = rtcp;
    this.#address = address;
  }

  sendMedia(batch: PacketBatch): void {
    for (const packet of batch.packets()) {
      if (this.#rtp.getSendQueueSize() > MAX_QUEUED_BYTES) return;
      this.#rtp.send(packet, this.#address.rtpPort, this.#address.host);
    }
  }

  sendControl(packet: Buffer): void {
    this.#rtcp.send(packet, this.#address.rtcpPort, this.#address.host);
  }
}

async function bind(host: string, port: number): Promise<Socket | null> {
  const ipv6 = host.includes(':');
  const socket = createSocket({
    type: ipv6 ? 'udp6' : 'udp4',
    // Addresses here are always numeric; the resolver would cost a turn of the event loop per packet.
    lookup: (address, _options, done) => done(null, address, ipv6 ? 6 : 4),
  });
  const listening = once(socket, 'listening');
  socket.bind(port, host);
  try {
    await listening;
    return socket;
  } catch {
    socket.close();
    return null;
  }
}

/** A viewer that went away without TEARDOWN makes the kernel report ICMP errors; its RTSP connection tells us. */
function ignoreUnreachable(): void {}
