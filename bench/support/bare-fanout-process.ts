import { once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

const PART_MS = 200;

/** A playlist as `fanout-viewers-process.ts` reads it, as long as the gateway's are. */
function playlistOf(byteLength: number): Buffer {
  const text = '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-PART:DURATION=0.2,URI="part"\n';
  return Buffer.from(text.padEnd(byteLength, '#'));
}

const api = {
  /** Sends every client these parts in turn, five a second, and nothing else. @returns its port */
  async startFeed(partBytes: readonly number[]): Promise<number> {
    const sockets = new Set<Socket>();
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    const parts = partBytes.map((length) => Buffer.alloc(length, 1));
    let sent = 0;
    setInterval(() => {
      const part = parts[sent++ % parts.length] ?? Buffer.alloc(0);
      for (const socket of sockets) socket.write(part);
    }, PART_MS);
    return listen(server);
  },

  /** Answers for a playlist when the next part is due, for a part at once, whoever asks. @returns its port */
  async startHls(partBytes: readonly number[], playlistBytes: number): Promise<number> {
    let waiting: ServerResponse[] = [];
    const parts = partBytes.map((length) => Buffer.alloc(length, 1));
    const playlist = playlistOf(playlistBytes);
    let made = 0;
    const answer = (response: ServerResponse, body: Buffer): void => {
      response.writeHead(200, { 'content-length': body.length }).end(body);
    };
    const server = createHttpServer({ noDelay: true }, (request, response) => {
      if (request.url?.endsWith('/part')) answer(response, parts[made % parts.length] ?? playlist);
      else waiting.push(response);
    });
    setInterval(() => {
      const due = waiting;
      waiting = [];
      made++;
      for (const response of due) answer(response, playlist);
    }, PART_MS);
    return listen(server);
  },

  usage: ownUsage,
};
export type BareFanoutApi = typeof api;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

serve(api);
