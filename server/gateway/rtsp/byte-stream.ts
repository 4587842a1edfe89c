/** Where to connect to. IPv6 addresses without brackets. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Where to connect to, and how. */
export interface StreamEndpoint extends Endpoint {
  /** Over TLS (RFC 7826, 19). */
  readonly secure: boolean;
}

/** Why a byte stream ended: `ended` is an orderly close by the peer, `forbidden` an address that is never tried. */
export type StreamLoss = 'forbidden' | 'refused' | 'unreachable' | 'timeout' | 'ended' | 'reset';

/** Hears of a byte stream. After `closed` nothing more is called. */
export interface ByteStreamListener {
  /** @param address the numeric address of the peer */
  open(address: string): void;
  /** The chunk is lent until this returns, for the next read writes over it: what is to be kept must be copied. */
  data(chunk: Uint8Array): void;
  closed(loss: StreamLoss): void;
}

/** One outgoing connection. No method throws; after the end they do nothing. */
export interface ByteStream {
  write(bytes: Uint8Array): void;
  /** Lets what comes wait in the operating system. The listener may still get what was read already. */
  pause(): void;
  /** Reads again what was paused. */
  resume(): void;
  /** Sends what was written, then closes; the listener hears nothing more. */
  close(): void;
}

/**
 * Opens a byte stream. A port, so that the address check against SSRF and the tests' own networks can stand
 * in its place. Must call the listener only after it has returned.
 */
export type Connect = (endpoint: StreamEndpoint, listener: ByteStreamListener) => ByteStream;
