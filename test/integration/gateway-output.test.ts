import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFeedFrame, type FeedFrame, probeResponseSchema, problemSchema } from '#core/contracts';
import {
  bearer,
  type Gateway,
  type GstRtspServer,
  hmac,
  metricOf,
  serviceToken,
  startTestCamera,
  startTestGateway,
  ticketFor,
  wallOrigin,
} from '#test/hls-checker/gateway-fixture';
import { parsePlaylist, readBoxes } from '#test/hls-checker/index';

const PLAYLIST = '/live/cam_1/main/index.m3u8';
const mine = { cameraId: 'cam_1' };

let camera: GstRtspServer;
let gateway: Gateway;

beforeAll(async () => {
  camera = await startTestCamera();
  gateway = await startTestGateway({ sources: { cam_1: camera.url, cam_dead: 'rtsp://127.0.0.1:9/x' } });
});

afterAll(async () => {
  await gateway.close();
  await camera.kill();
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(gateway.url + path, { method, headers });

async function problemOf(response: Response): Promise<[number, string]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return [response.status, problem.code];
}

/** The playlist and one of each thing it names, as paths. */
async function listed() {
  const response = await get(PLAYLIST, bearer(mine));
  const playlist = parsePlaylist(await response.text());
  const segment = playlist.segments.find((candidate) => candidate.uri !== null);
  const [part] = segment?.parts ?? [];
  if (!segment?.mapUri || !segment.uri || !part) throw new Error('a playlist without media');
  const path = (name: string) => `/live/cam_1/main/${name}`;
  return { playlist, init: path(segment.mapUri), segment: path(segment.uri), part: path(part.uri) };
}

describe('gateway HTTP tickets', () => {
  it('every output needs one, that is ours, alive, and for that stream', async () => {
    const { init, segment, part } = await listed();
    const forged = ticketFor({ ...mine, key: (data) => hmac(`other ${data}`) });
    const refusals: [Record<string, string>, number, string][] = [
      [{}, 401, 'ticket_missing'],
      [{ authorization: 'Basic dTpw' }, 401, 'ticket_missing'],
      [{ authorization: `Bearer ${serviceToken()}` }, 401, 'ticket_invalid'],
      [{ authorization: `Bearer ${forged}` }, 401, 'ticket_invalid'],
      [bearer({ ...mine, lifetimeMs: -1 }), 401, 'ticket_expired'],
      [bearer({ cameraId: 'cam_2' }), 404, 'not_found'],
    ];
    for (const path of [PLAYLIST, init, segment, part, '/live/cam_1/still.mp4']) {
      for (const [headers, status, code] of refusals) {
        const response = await get(path, headers);
        expect(await problemOf(response)).toEqual([status, code]);
        expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
      }
      if (path.includes('/main/')) {
        expect((await get(path, bearer({ ...mine, profile: 'sub' }))).status).toBe(404);
      }
      expect((await get(`${path}?ticket=${ticketFor(mine)}`)).status).toBe(401);
    }
  });

  it('an unknown camera is not found, a silent one is not ready in time', async () => {
    const quick = await startTestGateway({
      sources: { cam_dead: 'rtsp://127.0.0.1:9/x' },
      limits: { http: { blockingMs: 200 } },
    });
    const ask = (cameraId: string) =>
      fetch(`${quick.url}/live/${cameraId}/main/index.m3u8`, { headers: bearer({ cameraId }) });
    expect(await problemOf(await ask('cam_unknown'))).toEqual([404, 'not_found']);
    const silent = await ask('cam_dead');
    expect(silent.headers.get('retry-after')).toBe('1');
    expect(await problemOf(silent)).toEqual([503, 'not_ready']);
    await quick.close();
  });
});

describe('gateway HTTP', () => {
  it('serves what the playlist names, media to be kept, playlists not', async () => {
    const { init, segment, part } = await listed();
    const types = async (path: string) => {
      const response = await get(path, bearer(mine));
      expect(response.headers.get('content-type')).toBe('video/mp4');
      expect(response.headers.get('cache-control')).toBe('private, max-age=30, immutable');
      return readBoxes(new Uint8Array(await response.arrayBuffer())).map((box) => box.type);
    };
    expect(await types(init)).toEqual(['ftyp', 'moov']);
    expect(await types(part)).toEqual(['moof', 'mdat']);
    expect((await types(segment)).slice(0, 4)).toEqual(['moof', 'mdat', 'moof', 'mdat']);
    const playlist = await get(PLAYLIST, bearer(mine));
    expect(playlist.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(playlist.headers.get('cache-control')).toBe('no-store');
    expect(playlist.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers HEAD with the length and no body', async () => {
    const { part } = await listed();
    const head = await get(part, bearer(mine), 'HEAD');
    const whole = await get(part, bearer(mine));
    expect(head.headers.get('content-length')).toBe(String((await whole.arrayBuffer()).byteLength));
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });
});

describe('gateway HTTP refusals and bounds', () => {
  it('refuses a playlist position too far ahead at once, and bad directives', async () => {
    const { playlist } = await listed();
    const far = `${PLAYLIST}?_HLS_msn=${playlist.mediaSequence + 1000}`;
    expect(await problemOf(await get(far, bearer(mine)))).toEqual([400, 'too_far_ahead']);
    const bad = `${PLAYLIST}?_HLS_part=1`;
    expect(await problemOf(await get(bad, bearer(mine)))).toEqual([400, 'bad_directive']);
  });

  it.each([
    ['_HLS_msn=-1', 'bad_directive'],
    ['_HLS_msn=', 'bad_directive'],
    ['_HLS_msn=1e9', 'bad_directive'],
    [`_HLS_msn=${'9'.repeat(1_000)}`, 'bad_directive'],
    ['_HLS_msn=1&_HLS_msn=2', 'bad_directive'],
    ['_HLS_part=0', 'bad_directive'],
    ['_HLS_msn=999999999999999', 'too_far_ahead'],
    ['_HLS_msn=999999999999999&_HLS_part=999999999999999', 'too_far_ahead'],
  ])('answers %s at once with %s, whether the stream has begun or not', async (query, code) => {
    for (const cameraId of ['cam_1', 'cam_dead']) {
      const path = `/live/${cameraId}/main/index.m3u8?${query}`;
      const startedMs = performance.now();
      expect(await problemOf(await get(path, bearer({ cameraId })))).toEqual([400, code]);
      expect(performance.now() - startedMs).toBeLessThan(4_000); // what can come is waited for eight seconds
    }
  });

  it('a still of the sub stream comes with a ticket for the sub stream', async () => {
    const still = await get('/live/cam_1/still.mp4', bearer({ ...mine, profile: 'sub' }));
    const boxes = readBoxes(new Uint8Array(await still.arrayBuffer()));
    expect(boxes.map((box) => box.type)).toEqual(['ftyp', 'moov', 'moof', 'mdat']);
  });

  it.each([
    ['GET', '/', 404, 'not_found'],
    ['GET', '/metrics', 404, 'not_found'],
    ['GET', '/live/cam_1/main/../../../etc/passwd', 404, 'not_found'],
    ['GET', '/live/__proto__/main/index.m3u8', 404, 'not_found'],
    ['GET', '/live/cam_1/third/index.m3u8', 404, 'not_found'],
    ['GET', '/live/cam_1/main/e/part-1.m4s.bak', 404, 'not_found'],
    ['GET', '/internal/probe', 405, 'method_not_allowed'],
    ['DELETE', PLAYLIST, 405, 'method_not_allowed'],
    ['GET', `/${'x'.repeat(3000)}`, 414, 'url_too_long'],
  ])('%s %s is %d %s', async (method, path, status, code) => {
    expect(await problemOf(await get(path, {}, method))).toEqual([status, code]);
  });

  it('lets pages of allowed origins read answers, and no others, never with credentials', async () => {
    const ask = (origin: string, method: string) => get(PLAYLIST, { origin, ...bearer(mine) }, method);
    const preflight = await ask(wallOrigin, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization');
    expect(preflight.headers.get('access-control-max-age')).toBe('7200');
    for (const response of [preflight, await ask(wallOrigin, 'GET')]) {
      expect(response.headers.get('access-control-allow-origin')).toBe(wallOrigin);
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toBe('Origin');
    }
    for (const origin of ['http://evil.test', 'null']) {
      for (const method of ['OPTIONS', 'GET']) {
        const response = await ask(origin, method);
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });

  it('bounds the headers and the time to send them', async () => {
    const strict = await startTestGateway({ sources: {}, limits: { http: { headersTimeoutMs: 100 } } });
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-long': 'x'.repeat(20_000) };
      httpRequest(`${strict.url}/healthz`, { headers }, (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(431);
    const socket = connect(strict.port, '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\n');
    socket.resume();
    await once(socket, 'close');
    await strict.close();
  });
});

describe('gateway operations', () => {
  it('is alive and ready, over one connection', async () => {
    const answers = [await get('/healthz'), await get('/readyz')];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('connection')).toBe('keep-alive');
  });

  it('serves metrics on their own port only', async () => {
    await listed();
    const metrics = await fetch(`http://127.0.0.1:${gateway.metricsPort}/metrics`);
    const text = await metrics.text();
    expect(text).toMatch(/^beaconwall_gateway_streams\{state="live"\} [1-9]/m);
    expect(text).toMatch(/^beaconwall_gateway_buffer_bytes [1-9]/m);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+)$/);
    }
    const other = await fetch(`http://127.0.0.1:${gateway.metricsPort}/healthz`);
    expect(other.status).toBe(404);
  });

  it('probes cameras for our own roles only', async () => {
    const ask = (token: string, body: string) =>
      fetch(`${gateway.url}/internal/probe`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      });
    const body = JSON.stringify({ cameraIds: ['cam_1', 'cam_dead', 'cam_unknown'] });
    const answer = await ask(serviceToken(), body);
    expect(probeResponseSchema.parse(await answer.json()).results).toEqual([
      { cameraId: 'cam_1', outcome: 'answered' },
      { cameraId: 'cam_dead', outcome: 'refused' },
      { cameraId: 'cam_unknown', outcome: 'unknown_camera' },
    ]);
    expect(await problemOf(await ask(ticketFor(mine), body))).toEqual([401, 'ticket_invalid']);
    expect(await problemOf(await ask(serviceToken(), '{"cameraIds":[]}'))).toEqual([
      400,
      'malformed_request',
    ]);
    expect(await problemOf(await ask(serviceToken(), 'x'.repeat(40_000)))).toEqual([413, 'body_too_large']);
  });
});

const sockets: WebSocket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

/** A feed client that keeps its frames, and lets a test wait for one. */
async function feedClient(options: { origin?: string; url?: string } = {}) {
  const url = options.url ?? gateway.url;
  const { origin = wallOrigin } = options;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/feed`, { headers: { origin } });
  sockets.push(socket);
  const frames: FeedFrame[] = [];
  const closed = once(socket, 'close').then(([code]) => Number(code));
  socket.on('message', (data: Buffer) => {
    const frame = decodeFeedFrame(new Uint8Array(data));
    if (frame.ok) frames.push(frame.value);
    socket.emit('frame');
  });
  await once(socket, 'open');
  return {
    socket,
    frames,
    closed,
    subscribe: (stream: number, ticket = ticketFor(mine), cameraId = 'cam_1') =>
      socket.send(JSON.stringify({ op: 'subscribe', stream, cameraId, profile: 'main', ticket })),
    until: async (met: (frame: FeedFrame) => boolean): Promise<FeedFrame> => {
      for (;;) {
        const found = frames.find(met);
        if (found) return found;
        await once(socket, 'frame');
      }
    },
  };
}

const end = (frame: FeedFrame) => JSON.parse(Buffer.from(frame.payload).toString()).code;

describe('gateway feed', () => {
  it('carries many streams, each from its init segment and a key frame on, without holes', async () => {
    const client = await feedClient();
    client.subscribe(1);
    client.subscribe(2);
    await client.until(({ streamId, sequence }) => streamId === 1 && sequence >= 12);
    await client.until(({ streamId, sequence }) => streamId === 2 && sequence >= 12);
    for (const stream of [1, 2]) {
      const own = client.frames.filter((frame) => frame.streamId === stream && frame.type !== 'gap');
      expect(own.slice(0, 2).map((frame) => frame.type)).toEqual(['init', 'part']);
      expect(own[1]?.keyFrame).toBe(true);
      const parts = own.filter((frame) => frame.type === 'part');
      expect(parts.every((part) => readBoxes(part.payload)[0]?.type === 'moof')).toBe(true);
      expect(parts.map((part) => part.capturedAtUs)).toEqual(
        parts.map((part) => part.capturedAtUs).toSorted((a, b) => a - b),
      );
      const first = own[0]?.sequence ?? 0;
      expect(own.map((frame) => frame.sequence)).toEqual(own.map((_, i) => first + i));
    }
  });

  it('ends streams whose ticket is missing, foreign or has run out', async () => {
    const client = await feedClient();
    client.subscribe(1, ticketFor({ cameraId: 'cam_2' }));
    client.subscribe(2, 'nonsense');
    client.subscribe(3, ticketFor({ cameraId: 'cam_unknown' }), 'cam_unknown');
    client.subscribe(4, ticketFor({ ...mine, lifetimeMs: 1500 }));
    const codes = [];
    for (const stream of [1, 2, 3, 4]) {
      codes.push(end(await client.until((frame) => frame.streamId === stream && frame.type === 'end')));
    }
    expect(codes).toEqual(['not_found', 'unauthorized', 'not_found', 'unauthorized']);
    expect(client.frames.some((frame) => frame.streamId === 4 && frame.type === 'part')).toBe(true);
  });

  it('says why a camera gives no picture', async () => {
    const client = await feedClient();
    client.subscribe(1, ticketFor({ cameraId: 'cam_dead' }), 'cam_dead');
    const gap = await client.until(
      ({ type, payload }) => type === 'gap' && Buffer.from(payload).includes('"reason":"refused"'),
    );
    expect(JSON.parse(Buffer.from(gap.payload).toString())).toMatchObject({ state: 'backing_off' });
  });

  it.each(['http://evil.test', 'null'])('refuses pages of %s', async (origin) => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/feed`, { headers: { origin } });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  });

  it('closes on a message that is too large or binary, and serves others on', async () => {
    const [large, binary, good] = [await feedClient(), await feedClient(), await feedClient()];
    large.socket.send('x'.repeat(17 * 1024));
    binary.socket.send(Buffer.of(1, 2, 3));
    expect(await large.closed).toBe(1009);
    expect(await binary.closed).toBe(1008);
    good.subscribe(1);
    await good.until((frame) => frame.type === 'part');
  });

  it('skips for a client that stops reading, and drops it in the end', async () => {
    const strict = await startTestGateway({
      sources: { cam_1: camera.url },
      limits: { feed: { bufferedBytes: 20_000, stuckMs: 1_000, pingIntervalMs: 500 } },
    });
    const client = await feedClient({ url: strict.url });
    for (let stream = 0; stream < 60; stream++) client.subscribe(stream);
    await client.until((frame) => frame.type === 'part');
    client.socket.pause();
    const dropped = () => metricOf(strict, 'beaconwall_gateway_feed_dropped_total');
    await expect.poll(dropped, { timeout: 30_000 }).toBe(1);
    expect(await metricOf(strict, 'beaconwall_gateway_feed_skipped_total')).toBeGreaterThan(0);
    await strict.close();
  });
});

describe('gateway shutdown', () => {
  it('ends feed streams with a reason, lets blocked requests go, and is gone within two seconds', async () => {
    const leaving = await startTestGateway({
      sources: { cam_1: camera.url, cam_dead: 'rtsp://127.0.0.1:9/x' },
    });
    const client = await feedClient({ url: leaving.url });
    client.subscribe(1);
    await client.until((frame) => frame.type === 'part');
    const blocked = fetch(`${leaving.url}/live/cam_dead/main/index.m3u8`, {
      headers: bearer({ cameraId: 'cam_dead' }),
    });
    client.subscribe(2, ticketFor({ cameraId: 'cam_dead' }), 'cam_dead');
    await client.until((frame) => frame.streamId === 2);
    await expect.poll(() => metricOf(leaving, 'beaconwall_gateway_hls_waiting')).toBe(1);
    const startedMs = performance.now();
    await leaving.close();
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(await client.closed).toBe(1001);
    const ends = client.frames.filter((frame) => frame.type === 'end');
    expect(ends.map(end)).toEqual(['shutting_down', 'shutting_down']);
    expect(await problemOf(await blocked)).toEqual([503, 'stream_closed']);
    await expect(fetch(`${leaving.url}/healthz`)).rejects.toThrow();
  });
});

describe('cameras kept warm', () => {
  it('are live before anybody looks, so that who does has a picture at once', async () => {
    const warm = await startTestGateway({ sources: { cam_1: camera.url }, warm: ['cam_1', 'cam_unknown'] });
    await expect.poll(() => metricOf(warm, 'beaconwall_gateway_streams{state="live"}')).toBe(1);
    expect(await metricOf(warm, 'beaconwall_gateway_feed_subscriptions_total')).toBe(0);
    const client = await feedClient({ url: warm.url });
    client.subscribe(1);
    const first = await client.until((frame) => frame.type === 'part');
    expect(first.keyFrame).toBe(true);
    await warm.close();
  });
});
