import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface GatewayCall {
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
}

/** A gateway as the web role sees it: real HTTP, and answers that a test decides. */
export interface FakeGateway {
  readonly url: string;
  /** What it was asked, in order. */
  readonly calls: GatewayCall[];
  /** Answers a path from now on. */
  answers(path: string, answer: object | string, status?: number): void;
  close(): Promise<void>;
}

export async function startFakeGateway(): Promise<FakeGateway> {
  const calls: GatewayCall[] = [];
  const answers = new Map<string, { readonly status: number; readonly text: string }>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const { authorization = '' } = request.headers;
    calls.push({ path, authorization, body: request.method === 'GET' ? null : await json(request) });
    const { status, text } = answers.get(path) ?? { status: 404, text: '' };
    const headers = { 'content-type': 'application/json', ...(status === 302 && { location: text }) };
    response.writeHead(status, headers).end(text);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers: (path, content, status = 200) => {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      answers.set(path, { status, text });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
