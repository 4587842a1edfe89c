import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { BufferPool, type PooledBuffer } from '../memory/index.ts';
import { WsFeedSocket } from './ws-feed-socket.ts';

const HEADER = Buffer.from('header of 24 bytes......');
/** Around the limits of a length of 7, of 16 and of 64 bits (RFC 6455, 5.2). */
const SIZES = [0, 101, 102, 65_511, 65_512, 300_000];

/** More than a connection takes without being read: 18 MB. */
const MESSAGES = 60;

function pooled(size: number, fill: number): PooledBuffer {
  const buffer = new BufferPool().take(size);
  buffer.bytes.fill(fill);
  return buffer;
}

function isHeld(buffer: PooledBuffer): boolean {
  try {
    buffer.retain();
  } catch {
    return false;
  }
  buffer.release();
  return true;
}

function hear(client: WebSocket, count: number): Promise<Buffer[]> {
  const messages: Buffer[] = [];
  return new Promise((resolve) => {
    client.on('message', (data: Buffer) => {
      if (messages.push(data) === count) resolve(messages);
    });
  });
}

const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
let client: WebSocket;
let feed: WsFeedSocket;
let accept: (accepted: WsFeedSocket) => void;
const opened: WebSocket[] = [];

beforeAll(async () => {
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => accept(new WsFeedSocket(webSocket, socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  ({ client, feed } = await open());
});
afterEach(() => {
  for (const each of opened.splice(0)) each.terminate();
});
afterAll(() => server.close());

/** One after the other. */
let opening: Promise<unknown> = Promise.resolve();
function open(): Promise<{ client: WebSocket; feed: WsFeedSocket }> {
  const next = opening.then(async () => {
    const accepted = new Promise<WsFeedSocket>((resolve) => {
      accept = resolve;
    });
    const webSocket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    opened.push(webSocket);
    await once(webSocket, 'open');
    return { client: webSocket, feed: await accepted };
  });
  opening = next;
  return next;
}

describe('a feed socket over WebSocket', () => {
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

  it('counts what the network has not taken', () => {
    for (let i = 0; i < 20; i++) feed.send(HEADER, Buffer.alloc(1024 * 1024));
    expect(feed.bufferedBytes).toBeGreaterThan(1024 * 1024);
  });

  it('sends nothing once closed', async () => {
    const closed = once(client, 'close');
    feed.close(1001, 'bye');
    feed.send(HEADER, Buffer.alloc(5));
    const [code] = await closed;
    expect(code).toBe(1001);
  });
});

describe('a feed socket, given pooled bytes', () => {
  it.each(SIZES)('sends header and %d pooled bytes as one message, whole', async (size) => {
    const payload = pooled(size, 7);
    const message = once(client, 'message');
    feed.sendPooled(HEADER, payload);
    const [data] = (await message) as [Buffer];
    expect(data.equals(Buffer.concat([HEADER, payload.bytes]))).toBe(true);
    payload.release();
    expect(() => payload.retain()).toThrow('cannot be held');
  });

  it('sends the same bytes to all, each behind a header of its own, however slow they are', async () => {
    const everybody = [{ client, feed }, ...(await Promise.all([1, 2, 3].map(open)))];
    // Those who read nothing at first: what is sent to them fills their connections, then waits here.
    const slow = everybody.slice(0, 2);
    for (const each of slow) each.client.pause();
    const heard = everybody.map((each) => hear(each.client, MESSAGES));
    const sent = everybody.map((): Buffer[] => []);
    const payloads: PooledBuffer[] = [];
    for (let number = 0; number < MESSAGES; number++) {
      const payload = pooled(300_000, number);
      payloads.push(payload);
      for (const [index, each] of everybody.entries()) {
        const header = Buffer.alloc(HEADER.length, `${index} ${number} `);
        each.feed.sendPooled(header, payload);
        sent[index]?.push(Buffer.concat([header, payload.bytes]));
      }
      payload.release();
    }
    expect(payloads.some(isHeld)).toBe(true);
    for (const each of slow) each.client.resume();
    for (const [index, messages] of heard.entries())
      expect((await messages).every((message, number) => sent[index]?.[number]?.equals(message))).toBe(true);
    await vi.waitFor(() => expect(payloads.some(isHeld)).toBe(false));
  });

  it('gives back what waited when the connection is lost', async () => {
    client.pause();
    const payloads = Array.from({ length: MESSAGES }, (_, number) => pooled(300_000, number));
    for (const payload of payloads) {
      feed.sendPooled(HEADER, payload);
      payload.release();
    }
    expect(payloads.some(isHeld)).toBe(true);
    feed.terminate();
    await vi.waitFor(() => expect(payloads.some(isHeld)).toBe(false));
  });
});
