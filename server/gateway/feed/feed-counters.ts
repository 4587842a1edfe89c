/** What the feed counts over all sockets; only ever rises. */
export interface FeedCounters {
  socketsOpened: number;
  /** Dropped because the client did not read, or fell silent. */
  socketsDropped: number;
  /** Dropped because the client broke the protocol. */
  protocolErrors: number;
  subscriptions: number;
  framesSent: number;
  bytesSent: number;
  /** Frames not sent because the client was too slow. */
  framesSkipped: number;
}

/** A set of counters at zero. */
export function newFeedCounters(): FeedCounters {
  return {
    socketsOpened: 0,
    socketsDropped: 0,
    protocolErrors: 0,
    subscriptions: 0,
    framesSent: 0,
    bytesSent: 0,
    framesSkipped: 0,
  };
}
