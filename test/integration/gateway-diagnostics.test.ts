import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosticsSchema } from '#core/contracts';
import {
  bearer,
  type Gateway,
  type GstRtspServer,
  serviceToken,
  startTestCamera,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { StreamFollower } from '#test/hls-checker/index';

let camera: GstRtspServer;
let gateway: Gateway;

beforeAll(async () => {
  camera = await startTestCamera({ transport: 'udp' });
  gateway = await startTestGateway({
    sources: { cam_1: camera.url, cam_dead: 'rtsp://127.0.0.1:1/stream', cam_idle: camera.url },
  });
});

afterAll(async () => {
  await gateway.close();
  await camera.kill();
});

const ask = (cameraId: string, token: string = serviceToken(), method = 'GET') =>
  fetch(`${gateway.url}/internal/diagnostics/${cameraId}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  });

const playlistOf = (cameraId: string) => `${gateway.url}/live/${cameraId}/main/index.m3u8`;

async function streamsOf(cameraId: string) {
  const answer = await ask(cameraId);
  expect(answer.status).toBe(200);
  return diagnosticsSchema.parse(await answer.json()).streams;
}

describe('diagnostics', () => {
  it('tell how a stream came to be live, what it is like, and what was odd', async () => {
    const follower = new StreamFollower({
      playlistUrl: playlistOf('cam_1'),
      headers: () => bearer({ cameraId: 'cam_1' }),
    });
    await follower.follow((playlist) => playlist.segments.length >= 3);
    const [stream, ...others] = await streamsOf('cam_1');
    expect(others).toEqual([]);
    expect(stream).toMatchObject({
      profile: 'main',
      state: 'live',
      reason: null,
      errors: [],
      video: { codec: expect.stringMatching(/^avc1\./), width: 320, height: 240 },
      quirks: expect.arrayContaining([{ id: 'Q14', count: 1 }]),
    });
    expect(stream?.changes.map(({ state }) => state)).toEqual(['connecting', 'starting', 'live']);
    expect(stream?.rate?.framesPerSecond).toBeCloseTo(25, 0);
    expect(stream?.rate).toMatchObject({ gopMs: 1_000, gopFrames: 25 });
    expect(stream?.rate?.bitsPerSecond).toBeGreaterThan(10_000);
  });

  it('tell where a stream failed, and no address', async () => {
    const watching = new AbortController();
    const headers = bearer({ cameraId: 'cam_dead' });
    const pending = fetch(playlistOf('cam_dead'), { headers, signal: watching.signal }).catch(() => null);
    const failed = async () => {
      for (;;) {
        const [stream] = await streamsOf('cam_dead');
        if (stream !== undefined && stream.errors.length > 0) return stream;
      }
    };
    const stream = await failed();
    expect(stream.errors[0]).toMatchObject({ kind: 'refused', method: null, status: null });
    expect(stream.changes.map(({ reason }) => reason)).toContain('refused');
    expect(JSON.stringify(stream)).not.toContain('127.0.0.1');
    watching.abort();
    await pending;
  });

  it('of a camera that nobody watches are empty', async () => {
    expect(await streamsOf('cam_idle')).toEqual([]);
  });

  it('are for our own roles only', async () => {
    expect((await ask('cam_1', ticketFor({ cameraId: 'cam_1' }))).status).toBe(401);
    expect((await ask('cam_1', serviceToken(), 'POST')).status).toBe(405);
    expect((await fetch(`${gateway.url}/internal/diagnostics/cam_1`)).status).toBe(401);
  });
});
