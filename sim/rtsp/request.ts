import { fail, ok, type Result } from '#core/kit';

/** An RTSP request, RFC 2326 6. Header names are in lower case; a repeated header keeps its last value. */
export interface RtspRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: ReadonlyMap<string, string>;
  /** The CSeq, which the answer repeats. */
  readonly cseq: string;
}

export type RequestError = 'bad_request_line' | 'bad_version' | 'bad_header' | 'no_cseq';

/**
 * Reads the head of a request: everything before the empty line.
 * Stricter than most cameras, so that a careless client is found here and not in the field.
 */
export function parseRequest(head: string): Result<RtspRequest, RequestError> {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const match = /^([A-Z_]{1,32}) (\S{1,2048}) (\S+)$/.exec(requestLine);
  if (match === null) return fail('bad_request_line');
  const [, method = '', uri = '', version] = match;
  if (version !== 'RTSP/1.0') return fail('bad_version');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const header = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (header === null) return fail('bad_header');
    headers.set((header[1] ?? '').toLowerCase(), header[2] ?? '');
  }
  const cseq = headers.get('cseq');
  if (cseq === undefined || !/^\d{1,10}$/.test(cseq)) return fail('no_cseq');
  return ok({ method, uri, headers, cseq });
}
