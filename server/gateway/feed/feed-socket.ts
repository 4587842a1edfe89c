/** The socket of a feed connection, as the connection needs it; `ws-feed-socket.ts` is the real one. */
export interface FeedSocket {
  /** Bytes given to `send` that the network has not taken yet. */
  readonly bufferedBytes: number;
  /**
   * Sends header and payload as one message.
   * @returns whether the network has taken all of it; if not, both are kept until it has, and may not change
   */
  send(header: Uint8Array, payload: Uint8Array): boolean;
  /** Calls `then` once the network has taken all that was sent before, or the connection is gone. Good right after a `send`. */
  whenTaken(then: () => void): void;
  ping(): void;
  /** Closes in order, after what was sent. */
  close(code: number, reason: string): void;
  /** Drops the connection and all that waits in it. */
  terminate(): void;
}
