import { type ProblemCode, problemFor } from './problem.ts';

/** What a handler answers; `send-reply.ts` puts it on the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after the other, without being joined. */
  readonly chunks: readonly Uint8Array[];
  /** To be called once they have been handed to the network, or cannot be any more. */
  readonly sent?: () => void;
}

/** An RFC 9457 answer. */
export function problemReply(code: ProblemCode): Reply {
  const problem = problemFor(code);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  // RFC 6750, 3: tells a client which scheme to use. RFC 9110, 10.2.3.
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  if (problem.status === 503) headers['retry-after'] = '1';
  return { status: problem.status, headers, chunks: [Buffer.from(JSON.stringify(problem))] };
}

export function jsonReply(value: object): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    chunks: [Buffer.from(JSON.stringify(value))],
  };
}

export function textReply(text: string, contentType = 'text/plain; charset=utf-8'): Reply {
  return {
    status: 200,
    headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    chunks: [Buffer.from(text)],
  };
}
