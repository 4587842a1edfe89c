import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { PooledBuffer } from '../memory/index.ts';
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
    // Nothing waits in `ws`, see `send`.
    return this.#connection.writableLength;
  }

  /**
   * One frame (RFC 6455, 5.2), written past `ws`, which would need two fragments and a buffer for the head of each: our
   * header is this viewer's own, the payload is the buffer all viewers share. A server does not mask, so nothing is
   * copied, and a slow viewer holds references instead of bytes. `ws` sends whole frames too and, without compression,
   * holds none back, so that its frames and ours do not mix.
   */
  send(header: Uint8Array, payload: Uint8Array): void {
    if (!this.#open) return;
    this.#connection.cork();
    this.#connection.write(frameHead(header, payload.byteLength));
    this.#connection.write(payload);
    this.#connection.uncork();
  }

  sendPooled(header: Uint8Array, payload: PooledBuffer): void {
    this.send(header, payload.bytes);
    if (!this.#open || this.#connection.writableLength === 0) return;
    payload.retain();
    // Its turn comes behind the payload; it is called too when the connection is lost.
    this.#connection.write(NOTHING, () => payload.release());
  }

  ping(): void {
    if (this.#open) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  get #open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}

const NOTHING = Buffer.alloc(0);
const FINAL_BINARY = 0x82;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** The head of a WebSocket frame, and the first bytes of its payload. @param more how many bytes follow */
function frameHead(first: Uint8Array, more: number): Buffer {
  const length = first.byteLength + more;
  const lengthBytes = length < LENGTH_IN_16_BITS ? 0 : length < 0x1_0000 ? 2 : 8;
  const head = Buffer.allocUnsafe(2 + lengthBytes + first.byteLength);
  head[0] = FINAL_BINARY;
  head[1] = lengthBytes === 0 ? length : lengthBytes === 2 ? LENGTH_IN_16_BITS : LENGTH_IN_64_BITS;
  if (lengthBytes === 2) head.writeUInt16BE(length, 2);
  else if (lengthBytes === 8) {
    head.writeUInt16BE(0, 2); // no frame has 256 TiB
    head.writeUIntBE(length, 4, 6);
  }
  head.set(first, 2 + lengthBytes);
  return head;
}
