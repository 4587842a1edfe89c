import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { decodeFeedFrame, type FeedRequest } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { picturesOf } from './media-part.ts';
import { PictureCount } from './picture-count.ts';
import { serve } from './serve.ts';

/** The largest wall. */
const STREAMS_PER_SOCKET = 36;
const FIRST_PICTURES_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** The last pictures of a stretch are still on their way when it ends: a part and its transport. */
const ARRIVAL_MS = 1_500;

export interface WatchedStream {
  readonly cameraId: CameraId;
  readonly ticket: string;
}

const counts: PictureCount[] = [];
const started = new Set<number>();
let fromUs = 0;

const api = {
  /** Subscribes to all streams and waits for a picture of each. Rejects after a minute. */
  async watch(feedUrl: string, streams: readonly WatchedStream[]): Promise<void> {
    for (let first = 0; first < streams.length; first += STREAMS_PER_SOCKET) {
      const socket = await openSocket(feedUrl);
      streams.slice(first, first + STREAMS_PER_SOCKET).forEach(({ cameraId, ticket }, index) => {
        const stream = first + index;
        counts[stream] = new PictureCount();
        const request: FeedRequest = { op: 'subscribe', stream, cameraId, profile: 'main', ticket };
        socket.send(JSON.stringify(request));
      });
    }
    const deadlineMs = performance.now() + FIRST_PICTURES_MS;
    while (started.size < streams.length) {
      if (performance.now() > deadlineMs)
        throw new Error(`${started.size} of ${streams.length} streams came`);
      await sleep(LOOK_EVERY_MS);
    }
  },

  beginCount(): void {
    fromUs = Date.now() * 1_000;
    for (const count of counts) count.restart();
  },

  /** What came of everything the cameras took since `beginCount`. */
  async endCount(frameRate: number): Promise<{ taken: number; received: number }> {
    const stretch = { fromUs, untilUs: Date.now() * 1_000 };
    await sleep(ARRIVAL_MS);
    const sum = { taken: 0, received: 0 };
    for (const count of counts) {
      const { taken, received } = count.result(1e6 / frameRate, stretch);
      sum.taken += taken;
      sum.received += received;
    }
    return sum;
  },
};
export type FeedViewersApi = typeof api;

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  await once(socket, 'open');
  socket.on('message', (data: Buffer<ArrayBuffer>) => receive(data));
  socket.on('close', () => {
    throw new Error('the gateway closed a feed');
  });
  return socket;
}

function receive(message: Buffer<ArrayBuffer>): void {
  const frame = decodeFeedFrame(message);
  if (!frame.ok) throw new Error(`a feed frame is ${frame.error}`);
  const { type, streamId, payload } = frame.value;
  const count = counts[streamId];
  if (count === undefined) throw new Error(`stream ${streamId} is not ours`);
  if (type === 'end') throw new Error(`stream ${streamId} ended: ${Buffer.from(payload).toString()}`);
  if (type !== 'part') return;
  started.add(streamId);
  for (const { capturedAtUs } of picturesOf(payload)) if (capturedAtUs !== null) count.picture(capturedAtUs);
}

serve(api);
