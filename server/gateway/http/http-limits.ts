/** Bounds of the HTTP server. */
export interface HttpLimits {
  readonly urlLength: number;
  readonly headerBytes: number;
  /** Time to send a request's headers, and the whole request. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** A connection on which nothing moves for so long is closed, in mid-answer too. Above `blockingMs`. */
  readonly idleTimeoutMs: number;
  /** How long a request may block for what is not there yet. */
  readonly blockingMs: number;
  readonly connections: number;
}

export const defaultHttpLimits: HttpLimits = {
  urlLength: 2048,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  idleTimeoutMs: 30_000,
  blockingMs: 8_000,
  connections: 8_192,
};
