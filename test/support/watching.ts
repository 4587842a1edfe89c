import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  decodeFeedFrame,
  feedEndSchema,
  problemSchema,
  type StreamTicket,
  streamTicketResponseSchema,
} from '#core/contracts';
import { systemClock } from '#core/kit';
import { type Gateway, RevocationList } from '#server/gateway';
import {
  type GstRtspServer,
  hmac,
  startTestCamera,
  startTestGateway,
  wallOrigin,
} from '#test/hls-checker/gateway-fixture';
import { RevocationFollower } from '../../server/composition/revocation-follower.ts';
import { createLogger } from '../../server/config/log.ts';
import { openWallClient, outcomeOf } from './wall-client.ts';
import { cameraOf, type WebFixture, webFixture } from './web-fixture.ts';

export interface WatchedCounty {
  readonly fixture: WebFixture;
  readonly gateway: Gateway;
  readonly camera: GstRtspServer;
  close(): Promise<void>;
}

/** A web role and a gateway on one database; the east village’s camera plays, the east’s own is away. */
export async function watchedCounty(): Promise<WatchedCounty> {
  const camera = await startTestCamera();
  const fixture = await webFixture({ hmac });
  // One clock for all: tickets from right after a change are good.
  const revocations = new RevocationList(systemClock, { skewMs: 0 });
  const gateway = await startTestGateway({
    sources: { [cameraOf('eastVillage')]: camera.url, [cameraOf('east')]: 'rtsp://127.0.0.1:9/x' },
    revocations,
  });
  const followed = new Promise<void>((resolve) => {
    const stop = revocations.onRevoked(() => {
      stop();
      resolve();
    });
  });
  const follower = new RevocationFollower({
    database: fixture.db,
    databaseUrl: fixture.options.databaseUrl,
    revocations,
    clock: systemClock,
    log: createLogger('gateway', 'silent'),
  });
  await followed;
  const close = async () => {
    await gateway.close();
    await follower.close();
    await fixture.close();
    await camera.kill();
  };
  return { fixture, gateway, camera, close };
}

/** How each way of looking on ended, and when, by `performance.now()`. */
export interface Endings {
  readonly http: Promise<{ readonly atMs: number; readonly status: number }>;
  readonly socket: Promise<{ readonly atMs: number }>;
  readonly hls: Promise<{ readonly atMs: number; readonly code: string }>;
  readonly feed: Promise<{ readonly atMs: number; readonly code: string }>;
}

/** A ticket for the stream of a camera, as the page gets it. */
export async function ticketOf(
  fixture: WebFixture,
  cookie: string,
  unit: 'east' | 'eastVillage',
): Promise<StreamTicket> {
  const body = { streams: [{ cameraId: cameraOf(unit), profile: 'main' }] };
  const response = await fixture.call('POST', '/api/stream-tickets', { cookie, body });
  const [ticket] = streamTicketResponseSchema.parse(await response.json()).tickets;
  if (ticket === undefined) throw new Error('no ticket');
  return ticket;
}

/** Looks on in all four ways at once, as a wall does, until each ends. Resolves once all are under way. */
export async function watchOn({ fixture, gateway }: WatchedCounty, cookie: string): Promise<Endings> {
  const waiting = await ticketOf(fixture, cookie, 'east');
  const playing = await ticketOf(fixture, cookie, 'eastVillage');
  const socket = openWallClient(fixture.web.url, { cookie });
  if ((await outcomeOf(socket)) !== 'connected') throw new Error('no socket');
  const socketEnded = new Promise<{ atMs: number }>((resolve) => {
    socket.once('disconnect', () => resolve({ atMs: performance.now() }));
  });
  const feed = await watchFeed(gateway, playing.ticket);
  return {
    http: pollUntilRefused(fixture, cookie),
    socket: socketEnded,
    hls: blockedPlaylist(gateway, waiting.ticket),
    feed: feed.ended,
  };
}

async function pollUntilRefused(fixture: WebFixture, cookie: string) {
  for (;;) {
    const { status } = await fixture.call('GET', `/api/cameras/${cameraOf('eastVillage')}`, { cookie });
    if (status !== 200) return { atMs: performance.now(), status };
  }
}

/** A playlist that blocks, because its camera is away. */
export async function blockedPlaylist(gateway: Gateway, ticket: string) {
  const response = await fetch(`${gateway.url}/live/${cameraOf('east')}/main/index.m3u8`, {
    headers: { authorization: `Bearer ${ticket}` },
  });
  const { code } = problemSchema.parse(await response.json());
  return { atMs: performance.now(), code };
}

/** @returns once pictures come: how the stream ends, provided that nothing comes after its end */
async function watchFeed(gateway: Gateway, ticket: string): Promise<{ readonly ended: Endings['feed'] }> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/feed`, {
    headers: { origin: wallOrigin },
  });
  await once(socket, 'open');
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<{ atMs: number; code: string }>();
  socket.on('message', (data: Buffer) => {
    const frame = decodeFeedFrame(new Uint8Array(data));
    if (!frame.ok) return;
    if (frame.value.type === 'part') started.resolve();
    if (frame.value.type !== 'end') return;
    const { code } = feedEndSchema.parse(JSON.parse(Buffer.from(frame.value.payload).toString()));
    ended.resolve({ atMs: performance.now(), code });
    socket.close();
  });
  const subscribe = {
    op: 'subscribe',
    stream: 1,
    cameraId: cameraOf('eastVillage'),
    profile: 'main',
    ticket,
  };
  socket.send(JSON.stringify(subscribe));
  await started.promise;
  return { ended: ended.promise };
}
