import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendReply } from './send-reply.ts';

/** More than the network holds between one end that writes and another that does not read. */
const LARGE_BYTES = 32 * 2 ** 20;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** A server whose answers the test gives itself. */
async function openServer() {
  const server = createServer();
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async exchange(): Promise<Exchange> {
      const [request, response] = await once(server, 'request');
      return { request, response };
    },
    /** Asks, and reads nothing. */
    async ask(): Promise<Socket> {
      const socket = connect(port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.pause();
      await once(socket, 'connect');
      socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
      return socket;
    },
  };
}

/** @returns how often the parts were given back so far */
function answer({ request, response }: Exchange, ...chunks: readonly Uint8Array[]): () => number {
  let givenBack = 0;
  const sent = () => {
    givenBack += 1;
  };
  sendReply(request, response, { status: 200, headers: {}, chunks, sent });
  return () => givenBack;
}

describe('the parts of an answer', () => {
  it.each(['GET', 'HEAD'])('are given back once when a %s was answered', async (method) => {
    const { url, exchange } = await openServer();
    const fetched = fetch(url, { method }).then((response) => response.text());
    const asked = await exchange();
    const closed = once(asked.response, 'close');
    const givenBack = answer(asked, Buffer.from('a'), Buffer.from('bc'));
    expect(givenBack()).toBe(0);
    expect(await fetched).toBe(method === 'GET' ? 'abc' : '');
    await closed;
    expect(givenBack()).toBe(1);
  });

  it.each([
    ['has read all', (client: Socket) => client.resume()],
    ['hangs up in the middle', (client: Socket) => client.destroy()],
  ])('are held as long as the client does not read, and given back when it %s', async (_, end) => {
    const { exchange, ask } = await openServer();
    const [asked, client] = await Promise.all([exchange(), ask()]);
    const closed = once(asked.response, 'close');
    const givenBack = answer(asked, Buffer.alloc(LARGE_BYTES));
    await once(client, 'readable');
    await setImmediate();
    expect(givenBack()).toBe(0);
    end(client);
    await closed;
    expect(givenBack()).toBe(1);
  });

  it('are given back when the client hung up before there was an answer', async () => {
    const { exchange, ask } = await openServer();
    const [asked, socket] = await Promise.all([exchange(), ask()]);
    const closed = once(asked.response, 'close');
    socket.destroy();
    await closed;
    expect(answer(asked, Buffer.from('late'))()).toBe(1);
  });
});
