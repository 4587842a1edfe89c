import type { RtspMethod } from './rtsp-message.ts';

export type RtspErrorKind =
  /** An address where no camera may be; nothing was sent. */
  | 'forbidden'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  /** The connection ended, by the peer or by us. */
  | 'closed'
  /** Credentials are missing, or were refused. */
  | 'unauthorized'
  | 'not_found'
  /** 453 or 503: the device serves no more streams now (Q13, scottlamb/retina #34). */
  | 'busy'
  /** Any other status that is not a success. */
  | 'status'
  /** Too many redirects, or one that may not be followed. */
  | 'redirect'
  | 'bad_url'
  /** No transport that we know: refused with 461, or another than we asked for (Q14). */
  | 'transport'
  /** The description has no video. */
  | 'no_video'
  /** It has video, of a codec that we do not relay. */
  | 'unsupported_codec'
  /** A defect of ours that this stream brought to light. */
  | 'fault';

/** What went wrong and where. Holds no credentials and no path, which may carry some. */
export interface RtspError {
  readonly kind: RtspErrorKind;
  /** `host:port`; empty when there was no connection yet. */
  readonly peer: string;
  /** The request that failed; null for faults of the connection itself. */
  readonly method: RtspMethod | null;
  readonly status: number | null;
  readonly detail: string;
}

/** Sorts a status that is not a success. */
export function kindOfStatus(status: number): RtspErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 404:
    case 410:
      return 'not_found';
    case 461:
      return 'transport';
    case 453:
    case 503:
      return 'busy';
    default:
      return 'status';
  }
}
