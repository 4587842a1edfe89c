import { describe, expect, it } from 'vitest';
import { playClient, settle, startClient } from './client-rig.ts';
import { answerWith, cameraScript, type Script, scriptedSdp } from './scripted-peer.ts';

const rtpFrame = (channel: number) => `$${String.fromCharCode(channel)}\u0000\u0005\u0080four`;
const challenge = (nonce: string) =>
  answerWith('401 Unauthorized', [`WWW-Authenticate: Digest realm="cam", nonce="${nonce}"`]);

describe('RTSP client, transport', () => {
  it('Q1 counts garbage and goes on', async () => {
    const started = startClient();
    await playClient(started);
    started.peer.send(`garbage${rtpFrame(0)}`);
    expect(started.packets).toEqual([['rtp', '\ufffdfour']]);
    expect(started.counters).toMatchObject({ resyncs: 1, skippedBytes: 7 });
  });

  it("Q1 finds the server's own request behind garbage", async () => {
    const started = startClient();
    await playClient(started);
    started.peer.send('\u0000\u0001GET_PARAMETER * RTSP/1.0\r\nCSeq: 90\r\n\r\n');
    expect(started.peer.requests.at(-1)).toMatchObject({ method: 'RTSP/1.0', url: '200' });
  });

  it('Q2 hands on data that comes before the answer to PLAY', async () => {
    const script = cameraScript({
      play: (_, peer) => {
        peer.send('$\u0000\u0000\u0002hi');
        return answerWith('200 OK');
      },
    });
    const started = startClient(script);
    await playClient(started);
    expect(started.packets).toEqual([['rtp', 'hi']]);
  });

  it('Q5 takes the channels the server picked, and searches garbage for them', async () => {
    const setup = () => answerWith('200 OK', ['Session: 1', 'Transport: RTP/AVP;unicast;interleaved=6']);
    const started = startClient(cameraScript({ setup }));
    (await playClient(started)).sendControl(Buffer.from('report'));
    started.peer.send(`garbage${rtpFrame(6)}${rtpFrame(7)}${rtpFrame(0)}`);
    expect(started.packets).toEqual([
      ['rtp', '\ufffdfour'],
      ['rtcp', '\ufffdfour'],
    ]);
    expect(started.peer.frames[0]?.[1]).toBe(7);
    expect(started.counters.foreignFrames).toBe(1);
  });

  it('Q7 uses the newest session id', async () => {
    const started = startClient(
      cameraScript({
        setup: () => answerWith('200 OK', ['Session: first;timeout=60']),
        play: () => answerWith('200 OK', ['Session: second']),
      }),
    );
    await playClient(started);
    started.client.close();
    const ids = started.peer.requests.slice(3).map(({ headers }) => headers.get('session'));
    expect(ids).toEqual(['first', 'second']);
  });

  it('Q8 keeps the session alive without waiting for answers', async () => {
    const started = startClient(cameraScript({ get_parameter: () => null }));
    await playClient(started);
    for (let round = 0; round < 3; round++) started.clock.advance(25_000);
    expect(started.peer.methods.slice(4)).toEqual(['GET_PARAMETER', 'GET_PARAMETER', 'GET_PARAMETER']);
    started.client.close();
    expect(started.clock.pending).toBe(0);
  });

  it('Q8 falls back to OPTIONS when its choice is refused', async () => {
    const started = startClient(cameraScript({ get_parameter: () => answerWith('405 Method Not Allowed') }));
    await playClient(started);
    started.clock.advance(25_000);
    await settle();
    started.clock.advance(25_000);
    expect(started.peer.methods.slice(4)).toEqual(['GET_PARAMETER', 'OPTIONS']);
  });

  it('Q12 asks for a range on PLAY, and for no mode on SETUP', async () => {
    const started = startClient();
    await playClient(started);
    expect(started.peer.requests[3]?.headers.get('range')).toBe('npt=0.000-');
    expect(started.peer.requests[2]?.headers.get('transport')).not.toMatch(/mode/i);
  });
});

describe('RTSP client, authorization and redirects', () => {
  const redirect = (location: string) => answerWith('302 Moved', [`Location: ${location}`]);

  it('Q9 re-authenticates a keepalive on the same connection when the nonce grew old', async () => {
    let nonce = 'n1';
    const script: Script = (request, peer) =>
      request.headers.get('authorization')?.includes(nonce) === true
        ? cameraScript()(request, peer)
        : challenge(nonce);
    const started = startClient(script);
    await playClient(started);
    nonce = 'n2';
    started.clock.advance(25_000);
    await settle();
    expect(started.peer.methods.slice(-2)).toEqual(['GET_PARAMETER', 'GET_PARAMETER']);
    expect(started.peer.requests.at(-1)?.headers.get('authorization')).toContain('n2');
    expect([started.losses, started.peer.endpoints.length]).toEqual([[], 1]);
  });

  it('Q10 follows three redirects, then gives up', async () => {
    let hop = 0;
    const describe = () => redirect(`rtsp://10.0.0.${6 + hop++}:8554/next`);
    const { client, peer } = startClient(cameraScript({ describe }));
    expect(await client.describe()).toMatchObject({ ok: false, error: { kind: 'redirect' } });
    expect(peer.endpoints.map(({ host, port }) => `${host}:${port}`)).toEqual([
      '10.0.0.5:554',
      '10.0.0.6:8554',
      '10.0.0.7:8554',
      '10.0.0.8:8554',
    ]);
    expect(peer.open).toBe(0);
  });

  it('Q10 keeps its credentials where it is sent, and goes by what is said there', async () => {
    const script: Script = (request, peer) => {
      if (request.method === 'OPTIONS' || !request.url.includes('10.0.0.6')) {
        return request.method === 'DESCRIBE'
          ? redirect('rtsp://10.0.0.6/moved')
          : cameraScript()(request, peer);
      }
      return request.headers.has('authorization') ? cameraScript()(request, peer) : challenge('n');
    };
    const started = startClient(script);
    await playClient(started);
    expect(started.peer.requests.at(-1)?.url).toBe('rtsp://10.0.0.6/moved/');
  });
});

describe('RTSP client, TLS', () => {
  const moved = (location: string) =>
    cameraScript({
      describe: ({ url }) =>
        url.includes('10.0.0.5')
          ? answerWith('302 Moved', [`Location: ${location}`])
          : answerWith('200 OK', [], scriptedSdp),
    });

  it('connects to port 322 under TLS, and says rtsps in every request', async () => {
    const started = startClient(cameraScript(), 'rtsps://10.0.0.5/live');
    await playClient(started);
    expect(started.peer.endpoints).toEqual([{ host: '10.0.0.5', port: 322, secure: true }]);
    expect(started.peer.requests.every(({ url }) => url.startsWith('rtsps://10.0.0.5/live'))).toBe(true);
  });

  it.each(['rtsp://10.0.0.6/live', 'rtspu://10.0.0.6/live', 'http://10.0.0.6/'])(
    'Q10 does not follow a redirect from rtsps to %s',
    async (location) => {
      const { client, peer } = startClient(moved(location), 'rtsps://10.0.0.5/live');
      expect(await client.describe()).toMatchObject({ ok: false, error: { kind: 'redirect' } });
      expect([peer.endpoints.length, peer.open]).toEqual([1, 0]);
    },
  );

  it.each([
    ['rtsps://10.0.0.5/live', 'rtsps://10.0.0.6/live'],
    ['rtsp://10.0.0.5/live', 'rtsps://10.0.0.6/live'],
  ])('Q10 follows one from %s to %s', async (from, location) => {
    const { client, peer } = startClient(moved(location), from);
    expect((await client.describe()).ok).toBe(true);
    expect(peer.endpoints.at(-1)).toEqual({ host: '10.0.0.6', port: 322, secure: true });
  });
});

describe('RTSP client, headers', () => {
  it('Q11 matches answers whatever the case of CSeq, and without one', async () => {
    const started = startClient(
      cameraScript({
        options: ({ headers }) => `RTSP/1.0 200 OK\r\nCSEQ :  ${headers.get('cseq')} \r\nX: CSeq\r\n\r\n`,
        describe: () =>
          `RTSP/1.0 200 OK\r\nX-CSeq: none\r\nContent-length: ${scriptedSdp.length}\r\n\r\n${scriptedSdp}`,
      }),
    );
    expect((await started.client.describe()).ok).toBe(true);
  });

  it.each([
    ['missing', []],
    ['wrong', ['Content-Type: text/html']],
  ])('Q11 reads a description whose Content-Type is %s', async (_title, fields) => {
    const describe = () => answerWith('200 OK', fields, scriptedSdp);
    const description = await startClient(cameraScript({ describe })).client.describe();
    expect(description).toMatchObject({ ok: true, value: { media: [{ kind: 'video' }] } });
  });

  it('Q11 always names a User-Agent', async () => {
    const started = startClient();
    await playClient(started);
    started.client.close();
    expect(started.peer.requests.map(({ headers }) => headers.get('user-agent'))).toEqual(
      Array.from({ length: 5 }, () => 'beaconwall'),
    );
  });
});
