import type { RtspMethod } from './rtsp-message.ts';

/** Some cameras refuse requests without one (Q11, go2rtc #235). */
const USER_AGENT = 'beaconwall';

export interface RequestToEncode {
  readonly method: RtspMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sequence: number;
  readonly authorization: string | null;
}

/** Writes a request without a body (RFC 2326, 6). */
export function encodeRequest(request: RequestToEncode): Uint8Array {
  const lines = [
    `${request.method} ${request.url} RTSP/1.0`,
    `CSeq: ${request.sequence}`,
    `User-Agent: ${USER_AGENT}`,
    ...Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  if (request.authorization !== null) lines.push(`Authorization: ${request.authorization}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
}

/** Writes a response without a body (RFC 2326, 7). */
export function encodeResponse(status: string, sequence: string | undefined): Uint8Array {
  const cseq = sequence === undefined ? '' : `CSeq: ${sequence}\r\n`;
  return Buffer.from(`RTSP/1.0 ${status}\r\n${cseq}\r\n`, 'latin1');
}

/** Writes an interleaved frame (RFC 2326, 10.12). */
export function encodeInterleavedFrame(channel: number, payload: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(4 + payload.length);
  frame[0] = 0x24;
  frame[1] = channel;
  frame.writeUInt16BE(payload.length, 2);
  frame.set(payload, 4);
  return frame;
}
