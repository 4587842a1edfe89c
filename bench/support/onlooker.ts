import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import {
  decodeFeedFrame,
  problemSchema,
  type StreamTicket,
  streamTicketResponseSchema,
} from '#core/contracts';
import type { CameraId } from '#core/kit';

/** When each way of looking on was over, by `performance.now()`. */
export interface Endings {
  readonly http: Promise<number>;
  readonly socket: Promise<number>;
  readonly hls: Promise<number>;
  readonly feed: Promise<number>;
}

/** How long until a ticket is asked for again, when one from right after a change of rights was void. */
const RETRY_MS = 250;

/** One session of a wall, which looks on in all four ways until it may no longer. */
export class Onlooker {
  readonly #webUrl: string;
  readonly #cookie: string;
  readonly #cameraId: CameraId;
  readonly #signal: AbortSignal;

  constructor(webUrl: string, cookie: string, cameraId: CameraId, signal: AbortSignal) {
    this.#webUrl = webUrl;
    this.#cookie = cookie;
    this.#cameraId = cameraId;
    this.#signal = signal;
  }

  /** @returns once pictures come and all else is under way */
  async lookOn(): Promise<Endings> {
    const socket = await this.#socket();
    const feed = await this.#feed();
    const hls = this.#hls();
    await hls.started;
    return { http: this.#http(), socket: socket.ended, hls: hls.ended, feed: feed.ended };
  }

  /** One request after the other, until one is refused. */
  async #http(): Promise<number> {
    for (;;) {
      const response = await this.#get('/api/session');
      await response.arrayBuffer();
      if (!response.ok) return performance.now();
    }
  }

  async #socket(): Promise<{ readonly ended: Promise<number> }> {
    const socket = io(this.#webUrl, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      extraHeaders: { cookie: this.#cookie, origin: this.#webUrl },
    });
    const ended = new Promise<number>((resolve) => {
      socket.once('disconnect', () => resolve(performance.now()));
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return { ended };
  }

  /** The wall feed: over with the last part, however many come after the first word of an end. */
  async #feed(): Promise<{ readonly ended: Promise<number> }> {
    for (;;) {
      const { ticket, feedUrl } = await this.#ticket();
      const socket = new WebSocket(feedUrl, { headers: { origin: this.#webUrl } });
      await once(socket, 'open');
      const started = Promise.withResolvers<boolean>();
      const ended = Promise.withResolvers<number>();
      socket.on('message', (data: Buffer) => {
        const frame = decodeFeedFrame(new Uint8Array(data));
        if (!frame.ok) return;
        if (frame.value.type === 'part') started.resolve(true);
        if (frame.value.type !== 'end') return;
        started.resolve(false);
        ended.resolve(performance.now());
        socket.close();
      });
      const stream = { stream: 1, cameraId: this.#cameraId, profile: 'sub', ticket };
      socket.send(JSON.stringify({ op: 'subscribe', ...stream }));
      if (await started.promise) return { ended: ended.promise };
      await sleep(RETRY_MS, null, { signal: this.#signal });
    }
  }

  /** Playlists that block for the next part, as a low-latency player asks for them, until one is refused. */
  #hls(): { readonly started: Promise<void>; readonly ended: Promise<number> } {
    const started = Promise.withResolvers<void>();
    const follow = async (): Promise<number> => {
      let [{ ticket, playlistUrl }, query] = [await this.#ticket(), ''];
      for (;;) {
        const response = await fetch(`${playlistUrl}${query}`, {
          headers: { authorization: `Bearer ${ticket}` },
          signal: this.#signal,
        });
        const text = await response.text();
        if (response.ok) {
          query = nextPart(text);
          started.resolve();
          continue;
        }
        const { code } = problemSchema.parse(JSON.parse(text));
        if (code === 'ticket_revoked' && query !== '') return performance.now();
        await sleep(RETRY_MS, null, { signal: this.#signal });
        ({ ticket, playlistUrl } = await this.#ticket());
        query = '';
      }
    };
    return { started: started.promise, ended: follow() };
  }

  async #ticket(): Promise<StreamTicket> {
    const response = await fetch(`${this.#webUrl}/api/stream-tickets`, {
      method: 'POST',
      headers: { cookie: this.#cookie, origin: this.#webUrl, 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ cameraId: this.#cameraId, profile: 'sub' }] }),
      signal: this.#signal,
    });
    const [ticket] = streamTicketResponseSchema.parse(await response.json()).tickets;
    if (ticket === undefined) throw new Error('no ticket');
    return ticket;
  }

  #get(path: string): Promise<Response> {
    return fetch(`${this.#webUrl}${path}`, { headers: { cookie: this.#cookie }, signal: this.#signal });
  }
}

/** The delivery directives for the part that comes next, by the playlist’s preload hint. */
function nextPart(playlist: string): string {
  const sequence = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(playlist)?.[1]);
  const segments = playlist.match(/^#EXTINF:/gm)?.length ?? 0;
  const afterLast = playlist.slice(playlist.lastIndexOf('#EXTINF:'));
  const parts = afterLast.match(/^#EXT-X-PART:/gm)?.length ?? 0;
  return `?_HLS_msn=${sequence + segments}&_HLS_part=${parts}`;
}
