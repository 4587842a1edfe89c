import type { PooledBuffer } from '../memory/index.ts';

/** The socket of a feed connection, as the connection needs it; `ws-feed-socket.ts` is the real one. */
export interface FeedSocket {
  /** Bytes given to `send` that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Sends header and payload as one message. The payload is kept until the network has taken it, and may not change. */
  send(header: Uint8Array, payload: Uint8Array): void;
  /** The same for bytes that are used again: they are held until the network has taken them. */
  sendPooled(header: Uint8Array, payload: PooledBuffer): void;
  ping(): void;
  /** Closes in order, after what was sent. */
  close(code: number, reason: string): void;
  /** Drops the connection and all that waits in it. */
  terminate(): void;
}
