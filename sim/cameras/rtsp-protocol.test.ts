import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRtp } from '#sim/testing';
import { LOGIN, ONE, startTestSimulator, type TestSimulator, UNKNOWN } from './testing/test-simulator.ts';

const OVER_TCP = { Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' };

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

describe('access', () => {
  it('tells its methods to anyone', async () => {
    const client = await simulator.connect(null);
    const response = await client.request('OPTIONS', simulator.url(ONE));
    expect(response.status).toBe(200);
    expect(response.headers.get('public')).toBe('OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN');
    expect(response.headers.get('cseq')).toBe('1');
  });

  it('asks for a password, and turns a wrong one away', async () => {
    for (const login of [null, { ...LOGIN, password: 'wrong' }]) {
      const client = await simulator.connect(login);
      const response = await client.request('DESCRIBE', simulator.url(ONE));
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(
        /^Digest realm="[^"]+", nonce="[^"]+", algorithm=MD5/,
      );
    }
  });

  it('describes a stream to whoever has the password', async () => {
    const client = await simulator.connect();
    const response = await client.request('DESCRIBE', simulator.url(ONE));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/sdp');
    expect(response.headers.get('content-base')).toBe(`${simulator.url(ONE)}/`);
    expect(response.body).toContain('a=rtpmap:96 H264/90000\r\n');
  });

  it.each([`${UNKNOWN}/main`, `${ONE}/third`, ONE, ''])('knows no /%s', async (path) => {
    const client = await simulator.connect();
    expect((await client.request('DESCRIBE', `${simulator.rtspUrl}/${path}`)).status).toBe(404);
  });
});

describe('sessions', () => {
  it('play what was set up, on the channels that were asked for, from where RTP-Info says', async () => {
    const client = await simulator.connect();
    const response = await client.play(simulator.url(ONE), '6-7');
    expect(response.status).toBe(200);
    await client.until(() => client.packets(6).length > 5 && client.packets(7).length > 0);
    const [, url, sequence, timestamp] =
      /^url=(\S+);seq=(\d+);rtptime=(\d+)$/.exec(response.headers.get('rtp-info') ?? '') ?? [];
    expect(url).toBe(`${simulator.url(ONE)}/track1`);
    const [first] = client.packets(6).map(parseRtp);
    expect([first?.sequence, first?.timestamp]).toEqual([Number(sequence), Number(timestamp)]);
    expect(client.strayBytes).toBe(0);
  });

  it('say how they transport, by which SSRC, and how long they wait', async () => {
    const client = await simulator.connect();
    const response = await client.request('SETUP', `${simulator.url(ONE)}/track1`, OVER_TCP);
    expect(response.headers.get('session')).toMatch(/^[0-9a-f]{12};timeout=60$/);
    const [, ssrc] =
      /^RTP\/AVP\/TCP;unicast;interleaved=0-1;ssrc=([0-9A-F]{8});mode="PLAY"$/.exec(
        response.headers.get('transport') ?? '',
      ) ?? [];
    const session = response.headers.get('session')?.split(';')[0] ?? '';
    await client.request('PLAY', simulator.url(ONE), { Session: session });
    await client.until(() => client.packets(0).length > 0);
    expect(client.packets(0).map(parseRtp)[0]?.ssrc).toBe(Number.parseInt(ssrc ?? '', 16));
  });

  it('take keepalives, and end with TEARDOWN while the connection goes on', async () => {
    const client = await simulator.connect();
    const played = await client.play(simulator.url(ONE));
    const session = { Session: played.headers.get('session') ?? '' };
    expect((await client.request('GET_PARAMETER', simulator.url(ONE), session)).status).toBe(200);
    expect((await client.request('TEARDOWN', simulator.url(ONE), session)).status).toBe(200);
    const received = client.frames.length;
    expect((await client.request('GET_PARAMETER', simulator.url(ONE), session)).status).toBe(454);
    expect((await client.request('GET_PARAMETER', simulator.url(ONE))).status).toBe(200);
    expect(client.frames.length).toBe(received);
  });

  it('end with their connection', async () => {
    const client = await simulator.watch(ONE);
    const viewersOf = async () => {
      const response = await fetch(`${simulator.controlUrl}/cameras`);
      const { cameras } = (await response.json()) as { cameras: { code: string; viewers: unknown[] }[] };
      return cameras.find(({ code }) => code === ONE)?.viewers.length ?? 0;
    };
    const before = await viewersOf();
    client.close();
    await once(client.socket, 'close');
    await expect.poll(viewersOf).toBe(before - 1);
  });
});

describe('refusals', () => {
  it('461 for transports it cannot do', async () => {
    const client = await simulator.connect();
    const multicast = { Transport: 'RTP/AVP;multicast;client_port=5000-5001' };
    expect((await client.request('SETUP', `${simulator.url(ONE)}/track1`, multicast)).status).toBe(461);
  });

  it('459 for setting up the presentation instead of its track', async () => {
    const client = await simulator.connect();
    expect((await client.request('SETUP', simulator.url(ONE), OVER_TCP)).status).toBe(459);
  });

  it('454 for a session that is not there', async () => {
    const client = await simulator.connect();
    const ghost = { Session: 'ffffffffffff' };
    for (const method of ['PLAY', 'TEARDOWN', 'GET_PARAMETER']) {
      expect((await client.request(method, simulator.url(ONE), ghost)).status).toBe(454);
    }
  });

  it('455 for another SETUP while playing, and for playing another stream', async () => {
    const client = await simulator.watch(ONE);
    expect((await client.request('SETUP', `${simulator.url(ONE)}/track1`, OVER_TCP)).status).toBe(455);
    const other = await simulator.connect();
    const setup = await other.request('SETUP', `${simulator.url(ONE, 'sub')}/track1`, OVER_TCP);
    const session = { Session: setup.headers.get('session') ?? '' };
    expect((await other.request('PLAY', simulator.url(ONE, 'main'), session)).status).toBe(455);
  });

  it('501 for methods it does not have', async () => {
    const client = await simulator.connect();
    expect((await client.request('RECORD', simulator.url(ONE))).status).toBe(501);
  });

  it.each([
    ['HELLO\r\n\r\n', 400],
    ['OPTIONS * RTSP/1.0\r\n\r\n', 400],
    ['OPTIONS * RTSP/2.0\r\nCSeq: 1\r\n\r\n', 505],
  ])('%j is answered with %i and the end of the connection', async (text, status) => {
    const client = await simulator.connect();
    expect((await client.send(text)).status).toBe(status);
    await client.closed();
  });
});
