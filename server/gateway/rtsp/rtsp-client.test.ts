import { describe, expect, it } from 'vitest';
import { playClient as play, settle, startClient as start } from './client-rig.ts';
import { answerWith, cameraScript } from './scripted-peer.ts';

describe('RTSP client', () => {
  it('asks, describes, sets up, plays, and leaves with TEARDOWN', async () => {
    const started = start();
    const { peer, client } = started;
    expect(await play(started)).toMatchObject({ transport: 'tcp' });
    client.close();
    expect(peer.methods).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN']);
    expect(peer.requests.map(({ url }) => url.slice('rtsp://10.0.0.5'.length))).toEqual([
      '/live',
      '/live',
      '/live/track1',
      '/live/',
      '/live/',
    ]);
    expect(peer.requests[4]?.headers.get('session')).toBe('1');
    expect(peer.open).toBe(0);
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

  it.each(['rtspx://10.0.0.5/live', 'http://10.0.0.5/', ''])('refuses the URL %j', async (url) => {
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
