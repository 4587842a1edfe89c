import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Cancel, Clock, Log } from '#core/kit';
import { type ConnectionServices, RtspConnection } from './connection.ts';
import { type Credentials, DigestGuard } from './digest.ts';
import type { StreamCatalogue } from './ports.ts';
import { SESSION_TIMEOUT_S } from './request-handler.ts';
import { UdpPorts } from './udp-ports.ts';

/** All viewers of a county may reconnect at once. */
const BACKLOG = 4096;
const SWEEP_EVERY_MS = 5_000;

export interface RtspServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly credentials: Credentials;
  readonly catalogue: StreamCatalogue;
  readonly clock: Clock;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** Every camera's RTSP server, behind one port. */
export class RtspServer {
  readonly #server: Server;
  readonly #udp: UdpPorts;
  readonly #clock: Clock;
  readonly #connections = new Set<RtspConnection>();
  #nextSweep: Cancel;

  /** Listens on TCP and on a pair of UDP ports. @throws if they cannot be had */
  static async listen(options: RtspServerOptions): Promise<RtspServer> {
    const { credentials, clock, random } = options;
    const udp = await UdpPorts.open(options.host);
    const guard = new DigestGuard({ credentials, clock, random });
    const server = new RtspServer({ ...options, guard, udp });
    server.#server.listen({ host: options.host, port: options.port, backlog: BACKLOG });
    try {
      await once(server.#server, 'listening');
    } catch (error) {
      server.close();
      throw error;
    }
    return server;
  }

  private constructor(services: ConnectionServices) {
    this.#udp = services.udp;
    this.#clock = services.clock;
    this.#server = createServer((socket) => {
      const connection = new RtspConnection(socket, services);
      this.#connections.add(connection);
      socket.on('close', () => this.#connections.delete(connection));
    });
    this.#nextSweep = this.#clock.after(SWEEP_EVERY_MS, () => this.#sweep());
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts the connections of clients that watch, or asked for, one of these cameras. */
  disconnect(isMeant: (code: string) => boolean): void {
    for (const connection of this.#connections) {
      if (connection.code !== null && isMeant(connection.code)) connection.cut();
    }
  }

  close(): void {
    this.#nextSweep();
    for (const connection of this.#connections) connection.cut();
    this.#server.close();
    this.#udp.close();
  }

  /** Ends clients that gave no sign of life for longer than their session's timeout. */
  #sweep(): void {
    const silentSinceMs = this.#clock.monotonicMs() - SESSION_TIMEOUT_S * 1000 - SWEEP_EVERY_MS;
    for (const connection of this.#connections) {
      if (connection.heardAtMs < silentSinceMs) connection.cut();
    }
    this.#nextSweep = this.#clock.after(SWEEP_EVERY_MS, () => this.#sweep());
  }
}
