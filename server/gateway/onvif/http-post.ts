import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type Clock, fail, ok, type Result } from '#core/kit';
import type { Endpoint } from '../rtsp/index.ts';

export interface HttpPost {
  /** Numeric, and checked. */
  readonly endpoint: Endpoint;
  /** The `Host` field. */
  readonly authority: string;
  readonly path: string;
  /** In UTF-8, which is how devices read names that are not ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly clock: Clock;
  /** Gives up when it aborts. */
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** The `WWW-Authenticate` fields. */
  readonly challenges: readonly string[];
  readonly body: string;
}

/** `unreachable`: refused, closed, silent, too slow, or no HTTP. `too_large`: more than anything we ask for. */
export type PostFailure = 'unreachable' | 'too_large';

export const httpPostLimits = {
  connectMs: 5_000,
  totalMs: 10_000,
  bodyBytes: 256 * 1024,
  headerBytes: 16 * 1024,
} as const;

/** Posts over a connection of its own; follows no redirect. Never rejects. */
export function httpPost(post: HttpPost): Promise<Result<HttpAnswer, PostFailure>> {
  return new Promise((resolve) => {
    const sent = open(post);
    const { clock, signal } = post;
    const settle = (result: Result<HttpAnswer, PostFailure>): void => {
      for (const cancel of cancels) cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(result);
      sent.destroy();
    };
    const giveUp = (): void => settle(fail('unreachable'));
    const cancelConnect = clock.after(httpPostLimits.connectMs, giveUp);
    const cancels = [cancelConnect, clock.after(httpPostLimits.totalMs, giveUp)];
    sent.on('socket', (socket) => socket.once('connect', cancelConnect));
    sent.on('error', giveUp);
    sent.on('close', giveUp);
    sent.on('response', (response) => receive(response, settle));
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    // As bytes: Node would write a text and the fields before it in one encoding, and the fields' is another.
    else sent.end(Buffer.from(post.body, 'utf8'));
  });
}

function open({ endpoint, authority, path, headers, body }: HttpPost): ClientRequest {
  return request({
    host: endpoint.host,
    port: endpoint.port,
    path,
    method: 'POST',
    agent: false,
    setHost: false,
    maxHeaderSize: httpPostLimits.headerBytes,
    headers: {
      Host: authority,
      'User-Agent': 'beaconwall',
      'Content-Length': Buffer.byteLength(body),
      Connection: 'close',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, octets(value)])),
    },
  });
}

function receive(response: IncomingMessage, settle: (result: Result<HttpAnswer, PostFailure>) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > httpPostLimits.bodyBytes) settle(fail('too_large'));
    else chunks.push(chunk);
  });
  response.on('error', () => settle(fail('unreachable')));
  response.on('end', () =>
    settle(
      ok({
        status: response.statusCode ?? 0,
        challenges: (response.headersDistinct['www-authenticate'] ?? []).map(fromOctets),
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    ),
  );
}

/** Node's HTTP takes and gives header fields as Latin-1, a character for each byte, and throws at control characters. */
const octets = (text: string): string =>
  Buffer.from(text.replace(/\p{Cc}/gu, ' '), 'utf8').toString('latin1');
const fromOctets = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
