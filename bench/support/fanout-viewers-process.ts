import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { FeedRequest } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { serve } from './serve.ts';

/** A second of parts: viewers of the same part all come at once otherwise, which no audience does. */
const SPREAD_MS = 1_000;
const PAUSE_AFTER_FAILURE_MS = 200;

let receivedBytes = 0;
/** Bytes of the last playlist, and of the last parts, to tell the reference how long they are. */
let playlistBytes = 0;
let partBytes: number[] = [];
/** Two seconds of them: from one key frame to the next. */
const PARTS_KEPT = 10;

const api = {
  /** So many viewers of one camera, each on a wall feed of its own. */
  async watchFeed(url: string, cameraId: CameraId, ticket: string, viewers: number): Promise<void> {
    for (let viewer = 0; viewer < viewers; viewer++) {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      await once(socket, 'open');
      socket.on('message', (data: Buffer) => {
        receivedBytes += data.length;
        if (viewer === 0) partBytes = [...partBytes, data.length].slice(-PARTS_KEPT);
      });
      const request: FeedRequest = { op: 'subscribe', stream: 1, cameraId, profile: 'main', ticket };
      socket.send(JSON.stringify(request));
    }
  },

  /** So many clients of the bare server. */
  async watchBareFeed(port: number, viewers: number): Promise<void> {
    for (let viewer = 0; viewer < viewers; viewer++) {
      const socket = connect({ host: '127.0.0.1', port });
      await once(socket, 'connect');
      socket.on('data', (chunk) => {
        receivedBytes += chunk.length;
      });
    }
  },

  /** So many viewers of one playlist, each asking for each part as hls.js does. */
  async watchHls(playlistUrl: string, ticket: string, viewers: number): Promise<void> {
    for (let viewer = 0; viewer < viewers; viewer++) {
      void followPlaylist(playlistUrl, ticket);
      await sleep(SPREAD_MS / viewers);
    }
  },

  received: () => ({ atMs: performance.now(), bytes: receivedBytes, playlistBytes, partBytes }),
};
export type FanoutViewersApi = typeof api;

async function followPlaylist(playlistUrl: string, ticket: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = { agent, headers: { authorization: `Bearer ${ticket}` } };
  const fetchBytes = async (url: string): Promise<Buffer | null> => {
    const [response] = (await once(get(url, options), 'response')) as [IncomingMessage];
    const chunks: Buffer[] = await response.toArray();
    const body = Buffer.concat(chunks);
    receivedBytes += body.length;
    return response.statusCode === 200 ? body : null;
  };
  let query = '';
  for (;;) {
    const playlist = await fetchBytes(`${playlistUrl}${query}`);
    if (playlist === null) {
      query = '';
      await sleep(PAUSE_AFTER_FAILURE_MS);
      continue;
    }
    playlistBytes = playlist.length;
    const { next, newest } = readPlaylist(playlist.toString());
    query = next;
    if (newest !== null) await fetchBytes(new URL(newest, playlistUrl).href);
  }
}

/** What a player asks for next (RFC 8216bis, 6.2.5), and the newest part. */
function readPlaylist(text: string): { next: string; newest: string | null } {
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const open = text.slice(text.lastIndexOf('#EXTINF'));
  const complete = text.match(/^#EXTINF/gm)?.length ?? 0;
  const skipped = number(/SKIPPED-SEGMENTS=(\d+)/);
  const msn = number(/MEDIA-SEQUENCE:(\d+)/) + skipped + complete;
  const parts = open.match(/^#EXT-X-PART:/gm)?.length ?? 0;
  const newest = [...text.matchAll(/^#EXT-X-PART:.*URI="([^"]+)"/gm)].at(-1)?.[1] ?? null;
  return { next: `?_HLS_msn=${msn}&_HLS_part=${parts}&_HLS_skip=YES`, newest };
}

serve(api);
