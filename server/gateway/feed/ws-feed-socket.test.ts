import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { WsFeedSocket } from './ws-feed-socket.ts';

const HEADER = Buffer.from('header of 24 bytes......');
/** Around the limits of a length of 7, of 16 and of 64 bits (RFC 6455, 5.2). */
const SIZES = [0, 101, 102, 65_511, 65_512, 300_000];

describe('a feed socket over WebSocket', () => {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let client: WebSocket;
  let feed: WsFeedSocket;

  let accept: (accepted: WsFeedSocket) => void;

  beforeAll(async () => {
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        accept(new WsFeedSocket(webSocket, socket)),
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(async () => {
    const accepted = new Promise<WsFeedSocket>((resolve) => {
      accept = resolve;
    });
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    feed = await accepted;
    await once(client, 'open');
  });
  afterEach(() => client.terminate());
  afterAll(() => server.close());

  it.each(SIZES)('sends header and %d bytes as one message, whole', async (size) => {
    const payload = Buffer.alloc(size, 7);
    const message = once(client, 'message');
    feed.send(HEADER, payload);
    const [data, isBinary] = (await message) as [Buffer, boolean];
    expect(isBinary).toBe(true);
    expect(data.equals(Buffer.concat([HEADER, payload]))).toBe(true);
  });

  it('lets pings pass between messages', async () => {
    const heard: string[] = [];
    client.on('ping', () => heard.push('ping'));
    const third = new Promise<void>((resolve) => {
      client.on('message', (data: Buffer) => {
        heard.push(String(data.length));
        if (heard.length === 4) resolve();
      });
    });
    feed.send(HEADER, Buffer.alloc(1));
    feed.ping();
    feed.send(HEADER, Buffer.alloc(70_000));
    feed.send(HEADER, Buffer.alloc(2));
    await third;
    expect(heard).toEqual(['25', 'ping', '70024', '26']);
  });

  it('counts what the network has not taken, and says when it has', async () => {
    expect(feed.send(HEADER, Buffer.alloc(1))).toBe(true);
    const taken = Array.from({ length: 20 }, () => feed.send(HEADER, Buffer.alloc(1024 * 1024)));
    expect(taken.at(-1)).toBe(false);
    expect(feed.bufferedBytes).toBeGreaterThan(1024 * 1024);
    await new Promise<void>((resolve) => feed.whenTaken(resolve));
    expect(feed.bufferedBytes).toBe(0);
  });

  it('says so too when the connection is lost with all that waited', async () => {
    client.pause();
    while (feed.send(HEADER, Buffer.alloc(1024 * 1024)));
    const told = new Promise<void>((resolve) => feed.whenTaken(resolve));
    feed.terminate();
    await told;
  });

  it('sends nothing once closed', async () => {
    const closed = once(client, 'close');
    feed.close(1001, 'bye');
    feed.send(HEADER, Buffer.alloc(5));
    const [code] = await closed;
    expect(code).toBe(1001);
  });
});
