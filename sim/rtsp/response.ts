/** The status codes this server gives, RFC 2326 7.1.1. */
const REASONS = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Stream Not Found',
  453: 'Not Enough Bandwidth',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  459: 'Aggregate Operation Not Allowed',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'RTSP Version Not Supported',
} as const;

export type RtspStatus = keyof typeof REASONS;

export interface RtspResponse {
  readonly status: RtspStatus;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
}

/** Writes a response, RFC 2326 7. @param cseq of the request, or `null` when it could not be read */
export function encodeResponse(response: RtspResponse, cseq: string | null): Buffer {
  const lines = [`RTSP/1.0 ${response.status} ${REASONS[response.status]}`];
  if (cseq !== null) lines.push(`CSeq: ${cseq}`);
  lines.push('Server: Beaconwall camera simulator');
  for (const [name, value] of Object.entries(response.headers ?? {})) lines.push(`${name}: ${value}`);
  const body = Buffer.from(response.body?.text ?? '', 'utf8');
  if (response.body !== undefined) {
    lines.push(`Content-Type: ${response.body.type}`, `Content-Length: ${body.length}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
