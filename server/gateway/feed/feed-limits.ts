/** Bounds of one feed socket. */
export interface FeedLimits {
  /** Streams on one socket; a further subscribe ends with `overloaded`. */
  readonly streamsPerSocket: number;
  /** Bytes waiting in one socket, past which its streams skip to their next key frames. Payloads are shared. */
  readonly bufferedBytes: number;
  /** A socket over that limit for so long reads nothing, and is dropped. */
  readonly stuckMs: number;
  /** How often sockets are pinged and looked at. */
  readonly pingIntervalMs: number;
  /** A socket from which nothing came for so long, not even a pong, is dropped. */
  readonly silentMs: number;
  /** Bytes of one client message. */
  readonly messageBytes: number;
  /** Sockets of one gateway. */
  readonly sockets: number;
}

export const defaultFeedLimits: FeedLimits = {
  streamsPerSocket: 64,
  bufferedBytes: 8 * 1024 * 1024,
  stuckMs: 10_000,
  pingIntervalMs: 5_000,
  silentMs: 30_000,
  messageBytes: 16 * 1024,
  sockets: 2_000,
};
