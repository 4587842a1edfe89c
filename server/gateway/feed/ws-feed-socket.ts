import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { FeedSocket } from './feed-socket.ts';

/** A `ws` socket as a feed socket. */
export class WsFeedSocket implements FeedSocket {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;

  /** @param connection what the WebSocket was upgraded from */
  constructor(socket: WebSocket, connection: Duplex) {
    this.#socket = socket;
    this.#connection = connection;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /**
   * As two fragments of one message (RFC 6455, 5.4): the header is this viewer's own, the payload is the buffer all
   * viewers share. A server does not mask, so `ws` copies neither. Corked into one write, this costs no more than
   * joining the two, and a slow viewer holds references instead of bytes.
   */
  send(header: Uint8Array, payload: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#connection.cork();
    this.#socket.send(header, { binary: true, fin: false });
    this.#socket.send(payload, { binary: true, fin: true });
    this.#connection.uncork();
  }

  ping(): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
