import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Hmac } from '#core/contracts';
import type { Clock } from '#core/kit';
import type { Revocations } from '../revocation/index.ts';
import type { Viewer } from '../viewing/index.ts';
import { type AcquireFeed, FeedConnection } from './feed-connection.ts';
import type { FeedCounters } from './feed-counters.ts';
import type { FeedLimits } from './feed-limits.ts';
import { WsFeedSocket } from './ws-feed-socket.ts';

export interface FeedServerOptions {
  readonly acquire: AcquireFeed;
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly revocations: Revocations;
  readonly recorder: (viewer: Viewer) => () => void;
  readonly clientAddress: (request: IncomingMessage) => string;
  readonly limits: FeedLimits;
  readonly counters: FeedCounters;
}

/** The wall feed's end of the HTTP server: takes upgrades over, one connection each. */
export class FeedServer {
  readonly #options: FeedServerOptions;
  readonly #server: WebSocketServer;
  readonly #connections = new Set<FeedConnection>();

  constructor(options: FeedServerOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: options.limits.messageBytes,
      perMessageDeflate: false, // video does not shrink
      clientTracking: false,
    });
  }

  /** Clients connected now. */
  get connections(): number {
    return this.#connections.size;
  }

  get full(): boolean {
    return this.#connections.size >= this.#options.limits.sockets;
  }

  /** Completes the handshake; whether the origin may connect was decided before. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#accept(webSocket, socket, this.#options.clientAddress(request)),
    );
  }

  /** Ends every stream of every client and closes the sockets. */
  shutDown(): void {
    for (const connection of this.#connections) connection.shutDown();
    this.#server.close();
  }

  #accept(webSocket: WebSocket, socket: Duplex, address: string): void {
    const { counters } = this.#options;
    counters.socketsOpened += 1;
    const connection = new FeedConnection({
      ...this.#options,
      address,
      socket: new WsFeedSocket(webSocket, socket),
    });
    this.#connections.add(connection);
    webSocket.on('message', (data, isBinary) => {
      if (isBinary) connection.violated('binary message');
      else connection.message(data.toString());
    });
    webSocket.on('pong', () => connection.heard());
    // 'close' follows and cleans up; an oversized or malformed frame has been answered by `ws` itself.
    webSocket.on('error', () => {
      counters.protocolErrors += 1;
    });
    webSocket.on('close', () => {
      this.#connections.delete(connection);
      connection.disconnected();
    });
  }
}
