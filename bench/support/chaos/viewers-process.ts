import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { decodeFeedFrame, type FeedRequest, feedGapSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { picturesOf } from '../media-part.ts';
import { serve } from '../serve.ts';
import { MissingPictures } from './missing-pictures.ts';

/**
 * Far fewer than the gateway's limit, so that what may wait in a socket is ten seconds of its streams: this process
 * shares its machine with many others, and is not the slow viewer that is to be skipped.
 */
const STREAMS_PER_SOCKET = 16;
const FIRST_PICTURES_MS = 120_000;
const LOOK_EVERY_MS = 100;

export interface ChaosStream {
  readonly code: string;
  readonly cameraId: CameraId;
  readonly ticket: string;
  /** Nothing will be wrong with it: every picture counts, and it may not end. */
  readonly isGood: boolean;
}

/** What has come of a good stream so far. */
export interface Arrived {
  readonly received: number;
  readonly missing: number;
  readonly lastUs: number | null;
}

interface Watched extends ChaosStream {
  readonly socket: WebSocket;
  readonly count: MissingPictures;
  isStarted: boolean;
  /** The gateway said so, and has sent no picture since. */
  isParked: boolean;
}

/** The gateway's limit, so that much piles up. */
const UNREAD_STREAMS = 64;
const COMPLAINTS_MAX = 100;

const watched: Watched[] = [];
const complaints: string[] = [];

const api = {
  /** Subscribes to all streams and waits for a picture of each. Rejects after two minutes. */
  async watch(feedUrl: string, streams: readonly ChaosStream[], frameRate: number): Promise<void> {
    for (let first = 0; first < streams.length; first += STREAMS_PER_SOCKET) {
      const socket = await openSocket(feedUrl);
      streams.slice(first, first + STREAMS_PER_SOCKET).forEach((stream, index) => {
        const id = first + index;
        const count = new MissingPictures(1e6 / frameRate);
        watched[id] = { ...stream, socket, count, isStarted: false, isParked: false };
        socket.send(JSON.stringify(subscribe(id, stream)));
      });
    }
    const deadlineMs = performance.now() + FIRST_PICTURES_MS;
    while (watched.some(({ isStarted }) => !isStarted)) {
      if (performance.now() > deadlineMs) {
        const missing = watched.filter(({ isStarted }) => !isStarted).length;
        throw new Error(`${missing} of ${streams.length} streams did not come`);
      }
      await sleep(LOOK_EVERY_MS);
    }
  },

  /** Clients that subscribe and never read; the gateway will drop them. */
  async watchWithoutReading(feedUrl: string, streams: readonly ChaosStream[]): Promise<void> {
    const socket = new WebSocket(feedUrl, { perMessageDeflate: false });
    await once(socket, 'open');
    socket.on('error', () => {});
    streams.slice(0, UNREAD_STREAMS).forEach((stream, id) => {
      socket.send(JSON.stringify(subscribe(id, stream)));
    });
    socket.pause();
  },

  /** Leaves and comes back wherever the password was refused, as an operator does who opens the camera anew. */
  reopenParked(): void {
    for (const [stream, { socket, isParked, ...source }] of watched.entries()) {
      if (!isParked) continue;
      socket.send(JSON.stringify({ op: 'unsubscribe', stream } satisfies FeedRequest));
      socket.send(JSON.stringify(subscribe(stream, source)));
    }
  },

  /** What has come of each good stream so far. */
  arrived: (): ReadonlyMap<string, Arrived> =>
    new Map(
      watched
        .filter(({ isGood }) => isGood)
        .map(({ code, count: { received, missing, lastUs } }) => [code, { received, missing, lastUs }]),
    ),

  /** What the gateway said of good streams that was no picture: there should have been nothing to say. */
  complaints: (): readonly string[] => complaints,
};
export type ChaosViewersApi = typeof api;

function subscribe(stream: number, { cameraId, ticket }: ChaosStream): FeedRequest {
  return { op: 'subscribe', stream, cameraId, profile: 'main', ticket };
}

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  await once(socket, 'open');
  socket.on('message', (data: Buffer<ArrayBuffer>) => receive(data));
  socket.on('close', (code, reason) => {
    throw new Error(`the gateway closed a feed: ${code} ${reason}`);
  });
  return socket;
}

function receive(message: Buffer<ArrayBuffer>): void {
  const frame = decodeFeedFrame(message);
  if (!frame.ok) throw new Error(`a feed frame is ${frame.error}`);
  const { type, streamId, payload } = frame.value;
  const stream = watched[streamId];
  if (stream === undefined) throw new Error(`stream ${streamId} is not ours`);
  if (type === 'end') throw new Error(`${stream.code} ended: ${Buffer.from(payload).toString()}`);
  if (type === 'gap') hearOfGap(stream, Buffer.from(payload).toString());
  if (type !== 'part') return;
  stream.isStarted = true;
  stream.isParked = false;
  if (!stream.isGood) return;
  for (const { capturedAtUs } of picturesOf(payload))
    if (capturedAtUs !== null) stream.count.picture(capturedAtUs);
}

function hearOfGap(stream: Watched, gap: string): void {
  stream.isParked = feedGapSchema.parse(JSON.parse(gap)).state === 'parked';
  if (stream.isStarted && stream.isGood && complaints.length < COMPLAINTS_MAX)
    complaints.push(`${stream.code}: ${gap}`);
}

serve(api);
