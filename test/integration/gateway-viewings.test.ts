import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Viewing } from '#server/gateway';
import {
  bearer,
  type Gateway,
  type GstRtspServer,
  startTestCamera,
  startTestGateway,
  ticketFor,
  wallOrigin,
} from '#test/hls-checker/gateway-fixture';
import { parsePlaylist } from '#test/hls-checker/index';

let camera: GstRtspServer;
let gateway: Gateway;
const begun: Viewing[] = [];
const ended: Viewing[] = [];
const mine = { cameraId: 'cam_1' };

beforeAll(async () => {
  camera = await startTestCamera();
  gateway = await startTestGateway({
    sources: { cam_1: camera.url, cam_dead: 'rtsp://127.0.0.1:9/x' },
    viewingSink: {
      begun: (viewing) => begun.push(viewing),
      ended: (viewing) => ended.push(viewing),
      lost: () => {},
    },
  });
});
afterAll(() => camera.kill());

const get = (path: string) => fetch(`${gateway.url}${path}`, { headers: bearer(mine) });

async function feedClient(cameraId: string, profile: 'main' | 'sub') {
  const headers = { origin: wallOrigin };
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/feed`, { headers });
  await once(socket, 'open');
  const ticket = ticketFor({ cameraId, profile });
  socket.send(JSON.stringify({ op: 'subscribe', stream: 1, cameraId, profile, ticket }));
  return socket;
}

describe('who is sent pictures', () => {
  it('is told by the first of them, with session, account and address; playlists and waiting are none', async () => {
    const waiting = await feedClient('cam_dead', 'main');
    await once(waiting, 'message'); // that there is no picture, and why
    const playlist = await get('/live/cam_1/main/index.m3u8');
    const { segments } = parsePlaylist(await playlist.text());
    expect(begun).toEqual([]);
    const uri = segments.find((segment) => segment.uri !== null)?.uri ?? '';
    expect((await get(`/live/cam_1/main/${uri}`)).status).toBe(200);
    expect(begun).toMatchObject([
      { sessionId: 'ses_test', userId: 'usr_test', cameraId: 'cam_1', profile: 'main', address: '127.0.0.1' },
    ]);
    waiting.terminate();
  });

  it('over the feed and over HLS is one viewing; another profile is another', async () => {
    const before = begun.length;
    const [main, sub] = [await feedClient('cam_1', 'main'), await feedClient('cam_1', 'sub')];
    await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(before + 1);
    expect(begun.at(-1)).toMatchObject({ cameraId: 'cam_1', profile: 'sub' });
    expect((await get('/live/cam_1/still.mp4')).status).toBe(200);
    expect(begun).toHaveLength(before + 1);
    main.terminate();
    sub.terminate();
  });

  it('is ended for all when the gateway stops', async () => {
    await gateway.close();
    expect(ended).toHaveLength(begun.length);
  });
});
