import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request whose target goes over the wire as it stands: `fetch` would tidy it up. */
export function rawRequest(
  url: string,
  target: string,
  options: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  request({ hostname, port, path: target, method: 'GET', ...options }, (response) => {
    text(response).then(
      (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      reject,
    );
  })
    .on('error', reject)
    .end();
  return promise;
}

/** Asks for a WebSocket with a request target of one's own. @returns the first line of the answer */
export async function rawUpgrade(url: string, target: string, headers: string[] = []): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [first = ''] = await new Promise<string[]>((resolve, reject) => {
    socket.once('data', (data) => resolve(data.toString().split('\r\n')));
    socket.once('end', () => resolve([]));
    socket.once('error', reject);
  });
  socket.destroy();
  return first;
}
