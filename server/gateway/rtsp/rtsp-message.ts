import type { RtspHeaders } from './rtsp-headers.ts';

/** A response (RFC 2326, 7). */
export interface RtspResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

/** A request (RFC 2326, 6); servers may send some to us. */
export interface RtspRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

export type RtspMessage = RtspResponse | RtspRequest;

/** The methods of RFC 2326, 10; what a stream is searched for after garbage. */
export const rtspMethods = [
  'OPTIONS',
  'DESCRIBE',
  'ANNOUNCE',
  'SETUP',
  'PLAY',
  'PAUSE',
  'RECORD',
  'TEARDOWN',
  'REDIRECT',
  'GET_PARAMETER',
  'SET_PARAMETER',
] as const;
export type RtspMethod = (typeof rtspMethods)[number];
