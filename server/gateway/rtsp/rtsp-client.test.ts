import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { RtspClient } from './rtsp-client.ts';
import type { RtspError } from './rtsp-error.ts';
import { answerWith, cameraScript, type Script, ScriptedPeer, scriptedSdp } from './scripted-peer.ts';

function start(script: Script = cameraScript(), url = 'rtsp://10.0.0.5/live') {
  const peer = new ScriptedPeer(script);
  const clock = new ManualClock();
  const frames: [number, string][] = [];
  const losses: RtspError[] = [];
  const counters = { resyncs: 0, skippedBytes: 0 };
  const client = new RtspClient({
    url,
    credentials: { username: 'admin', password: 'secret' },
    connect: peer.connect,
    clock,
    random: () => 0.5,
    counters,
    listener: {
      interleaved: (channel, payload) => frames.push([channel, Buffer.from(payload).toString()]),
      closed: (error) => losses.push(error),
    },
  });
  return { peer, clock, client, frames, losses, counters };
}

type Started = ReturnType<typeof start>;

async function play({ client }: Started) {
  const description = await client.describe();
  if (!description.ok) throw new Error(description.error.kind);
  const [media] = description.value.media;
  if (media === undefined) throw new Error('no media');
  const channels = await client.setup(media);
  if (!channels.ok) throw new Error(channels.error.kind);
  expect(await client.play()).toEqual({ ok: true, value: null });
  return channels.value;
}

/** Everything that only waits for answers already given. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('RTSP client', () => {
  it('asks, describes, sets up, plays, and leaves with TEARDOWN', async () => {
    const started = start();
    const { peer, client } = started;
    expect(await play(started)).toEqual({ rtp: 0, rtcp: 1 });
    client.close();
    expect(peer.methods).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN']);
    expect(peer.requests.map(({ url }) => url.slice('rtsp://10.0.0.5'.length))).toEqual([
      '/live',
      '/live',
      '/live/track1',
      '/live/',
      '/live/',
    ]);
    expect(peer.requests.every(({ headers }) => headers.get('user-agent') === 'beaconwall')).toBe(true);
    expect(peer.requests[3]?.headers.get('range')).toBe('npt=0.000-');
    expect(peer.requests[4]?.headers.get('session')).toBe('1');
    expect(peer.open).toBe(0);
  });

  it('Q2 hands on data that comes before the answer to PLAY', async () => {
    const script = cameraScript({
      play: (_, peer) => {
        peer.send('$\u0000\u0000\u0002hi');
        return answerWith('200 OK');
      },
    });
    const started = start(script);
    await play(started);
    expect(started.frames).toEqual([[0, 'hi']]);
  });

  it('Q7 uses the newest session id', async () => {
    const ids = ['Session: first;timeout=60', 'Session: second'];
    const started = start(
      cameraScript({
        setup: () => answerWith('200 OK', [ids[0] ?? '']),
        play: () => answerWith('200 OK', [ids[1] ?? '']),
      }),
    );
    await play(started);
    started.client.close();
    expect(started.peer.requests.slice(3).map(({ headers }) => headers.get('session'))).toEqual([
      'first',
      'second',
    ]);
  });

  it('Q8 keeps the session alive without waiting for answers', async () => {
    const started = start(cameraScript({ get_parameter: () => null }));
    await play(started);
    for (let round = 0; round < 3; round++) started.clock.advance(25_000);
    expect(started.peer.methods.slice(4)).toEqual(['GET_PARAMETER', 'GET_PARAMETER', 'GET_PARAMETER']);
    started.client.close();
    expect(started.clock.pending).toBe(0);
  });

  it('Q8 falls back to OPTIONS when its choice is refused', async () => {
    const started = start(cameraScript({ get_parameter: () => answerWith('405 Method Not Allowed') }));
    await play(started);
    started.clock.advance(25_000);
    await settle();
    started.clock.advance(25_000);
    expect(started.peer.methods.slice(4)).toEqual(['GET_PARAMETER', 'OPTIONS']);
  });

  it('Q11 matches answers whatever the case of CSeq, and without one', async () => {
    const started = start(
      cameraScript({
        options: ({ headers }) =>
          `RTSP/1.0 200 OK\r\nCseq:  ${headers.get('cseq')} \r\n\r\n`.replace('Cseq', 'CSeq'),
        describe: () =>
          `RTSP/1.0 200 OK\r\nX-CSeq: none\r\nContent-length: ${scriptedSdp.length}\r\n\r\n${scriptedSdp}`,
      }),
    );
    expect((await started.client.describe()).ok).toBe(true);
  });

  it('describes though OPTIONS is not implemented', async () => {
    const started = start(cameraScript({ options: () => answerWith('501 Not Implemented') }));
    expect((await started.client.describe()).ok).toBe(true);
  });
});

describe('RTSP client, while playing', () => {
  it("answers a server's own requests", async () => {
    const started = start();
    await play(started);
    started.peer.send('OPTIONS * RTSP/1.0\r\nCSeq: 90\r\n\r\nANNOUNCE * RTSP/1.0\r\nCSeq: 91\r\n\r\n');
    const answers = started.peer.requests.slice(4).map(({ method, url }) => `${method} ${url}`);
    expect(answers).toEqual(['RTSP/1.0 200', 'RTSP/1.0 501']);
  });

  it('Q1 counts garbage and goes on', async () => {
    const started = start();
    await play(started);
    started.peer.send('garbage$\u0000\u0000\u0005\u0080four');
    expect(started.frames).toEqual([[0, '\ufffdfour']]);
    expect(started.counters).toEqual({ resyncs: 1, skippedBytes: 7 });
  });
});

describe('RTSP client, authorization', () => {
  const challenge = (nonce: string) =>
    answerWith('401 Unauthorized', [`WWW-Authenticate: Digest realm="cam", nonce="${nonce}"`]);

  it('answers a challenge and fails after the second', async () => {
    const { client, peer } = start((request) =>
      request.method === 'OPTIONS' ? answerWith('200 OK') : challenge('n'),
    );
    expect(await client.describe()).toMatchObject({
      ok: false,
      error: { kind: 'unauthorized', peer: '10.0.0.5:554', method: 'DESCRIBE', status: 401 },
    });
    expect(peer.methods).toEqual(['OPTIONS', 'DESCRIBE', 'DESCRIBE']);
  });

  it('Q9 re-authenticates a keepalive on the same connection when the nonce grew old', async () => {
    let nonce = 'n1';
    const script: Script = (request, peer) =>
      request.headers.get('authorization')?.includes(nonce) === true
        ? cameraScript()(request, peer)
        : challenge(nonce);
    const started = start(script);
    await play(started);
    nonce = 'n2';
    started.clock.advance(25_000);
    await settle();
    expect(started.peer.methods.slice(-2)).toEqual(['GET_PARAMETER', 'GET_PARAMETER']);
    expect(started.peer.requests.at(-1)?.headers.get('authorization')).toContain('n2');
    expect([started.losses, started.peer.endpoints.length]).toEqual([[], 1]);
  });
});

describe('RTSP client, failures', () => {
  const describeWith = (status: string) =>
    start(cameraScript({ describe: () => answerWith(status) })).client.describe();

  it.each([
    ['404 Not Found', 'not_found'],
    ['453 Not Enough Bandwidth', 'busy'],
    ['503 Service Unavailable', 'busy'],
    ['500 Internal', 'status'],
  ])('sorts %s', async (status, kind) => {
    expect(await describeWith(status)).toMatchObject({ ok: false, error: { kind, method: 'DESCRIBE' } });
  });

  it('Q10 follows three redirects with its credentials, then gives up', async () => {
    let hop = 0;
    const redirecting = cameraScript({
      describe: () => answerWith('302 Moved', [`Location: rtsp://10.0.0.${6 + hop++}:8554/next`]),
    });
    const { client, peer } = start(redirecting);
    expect(await client.describe()).toMatchObject({ ok: false, error: { kind: 'redirect' } });
    expect(peer.endpoints.map(({ host, port }) => `${host}:${port}`)).toEqual([
      '10.0.0.5:554',
      '10.0.0.6:8554',
      '10.0.0.7:8554',
      '10.0.0.8:8554',
    ]);
    expect(peer.open).toBe(0);
  });

  it.each(['rtsps://10.0.0.5/live', 'http://10.0.0.5/', ''])('refuses the URL %j', async (url) => {
    const { client, peer } = start(cameraScript(), url);
    expect(await client.describe()).toMatchObject({ ok: false, error: { kind: 'bad_url' } });
    expect(peer.endpoints).toEqual([]);
  });

  it('refuses a transport that is not ours', async () => {
    const started = start(
      cameraScript({ setup: () => answerWith('200 OK', ['Transport: RTP/AVP;server_port=1-2']) }),
    );
    await expect(play(started)).rejects.toThrow('transport');
  });

  it('times out on silence, and on a connect that hangs', async () => {
    const silent = start(() => null);
    const describing = silent.client.describe();
    await settle();
    silent.clock.advance(8_000);
    expect(await describing).toMatchObject({ ok: false, error: { kind: 'timeout', method: 'OPTIONS' } });

    const hanging = start();
    hanging.peer.accepts = false;
    const connecting = hanging.client.describe();
    await settle();
    hanging.clock.advance(10_000);
    expect(await connecting).toMatchObject({ ok: false, error: { kind: 'timeout', method: null } });
    expect(hanging.peer.open).toBe(0);
  });

  it('tells when the peer is lost, once', async () => {
    const started = start();
    await play(started);
    started.peer.drop();
    expect(started.losses).toMatchObject([{ kind: 'closed', peer: '10.0.0.5:554' }]);
    expect(started.clock.pending).toBe(0);
  });

  it('fails the step under way when it is closed', async () => {
    const started = start(() => null);
    const describing = started.client.describe();
    await settle();
    started.client.close();
    expect(await describing).toMatchObject({ ok: false, error: { kind: 'closed' } });
    expect([started.losses, started.clock.pending, started.peer.open]).toEqual([[], 0, 0]);
  });
});
