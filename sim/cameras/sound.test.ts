import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSound } from '#sim/footage';
import { parseRtp } from '#sim/testing';
import { startTestSimulator, type TestSimulator } from './testing/test-simulator.ts';
import { withMicrophones } from './with-microphones.ts';

const AAC = '33010500001320000011';
const G711 = '33010500001320000012';
const MPEG4 = '33010500001320000013';
const MUTE = '33010500001320000014';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator({
    cameras: [
      { code: AAC, scene: 'junction', sound: 'aac' },
      { code: G711, scene: 'junction', sound: 'g711' },
      { code: MPEG4, scene: 'junction', codec: 'MP4V-ES' },
      { code: MUTE, scene: 'junction', sound: 'aac' },
    ],
    sound: loadSound(),
  });
});
afterAll(() => simulator.close());

/** Sets both tracks up, pictures on channel 0 and sound on channel 2, and plays. */
async function listen(code: string) {
  const client = await simulator.connect();
  const url = simulator.url(code);
  const description = await client.request('DESCRIBE', url, { Accept: 'application/sdp' });
  const over = (channels: string) => ({ Transport: `RTP/AVP/TCP;unicast;interleaved=${channels}` });
  const first = await client.request('SETUP', `${url}/track1`, over('0-1'));
  const session = first.headers.get('session')?.split(';')[0] ?? '';
  const second = await client.request('SETUP', `${url}/track2`, { ...over('2-3'), Session: session });
  const playing = await client.request('PLAY', url, { Session: session });
  return { client, description: description.body, second, playing };
}

describe('cameras with a microphone', () => {
  it('send AAC as RFC 3640 has it, a packet a frame, in the session of the pictures', async () => {
    const { client, description, second, playing } = await listen(AAC);
    expect(description).toContain('a=rtpmap:97 MPEG4-GENERIC/16000/1\r\n');
    expect(description).toContain('mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408');
    expect([second.status, playing.status]).toEqual([200, 200]);
    expect(playing.headers.get('rtp-info')).toMatch(/track1;seq=\d+;rtptime=\d+,url=\S+track2;seq=\d+/);
    await client.until(() => client.packets(0).length > 10 && client.packets(2).length > 5);
    await client.until(() => client.packets(3).length > 0);
    const packets = client.packets(2).map(parseRtp);
    const frames = new Set(loadSound().frames.map((frame) => Buffer.from(frame).toString('hex')));
    for (const [index, { marker, timestamp, payload }] of packets.entries()) {
      expect(marker).toBe(true);
      expect(frames.has(payload.subarray(4).toString('hex'))).toBe(true);
      expect(payload.readUInt16BE(2) >> 3).toBe(payload.length - 4);
      const before = packets[index - 1];
      if (before !== undefined) expect((timestamp - before.timestamp + 2 ** 32) % 2 ** 32).toBe(1_024);
    }
  });

  it('send G.711 under its own number', async () => {
    const { client, description } = await listen(G711);
    expect(description).toContain('m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000/1\r\n');
    await client.until(() => client.packets(2).length > 2);
    expect(client.packets(2)[0]?.readUInt8(1)).toBe(0x88);
  });

  it('go on with their pictures when the microphone is dead', async () => {
    await simulator.fault({ code: MUTE, fault: 'mute' });
    const { client } = await listen(MUTE);
    await client.until(() => client.packets(0).length > 30);
    expect([client.packets(2), client.packets(3)]).toEqual([[], []]);
  });

  it('are a share of the county, always the same ones', () => {
    const codes = Array.from({ length: 80 }, (_, i) => `3301050000132000${String(i).padStart(4, '0')}`);
    const cameras = withMicrophones(codes.map((code) => ({ code, scene: 'road' })));
    expect(cameras.filter(({ sound }) => sound === 'aac')).toHaveLength(10);
    expect(cameras.filter(({ sound }) => sound === 'g711')).toHaveLength(10);
  });
});

describe('cameras of old', () => {
  it('say that their pictures are MPEG-4 Visual, and have no second track', async () => {
    const { description, second } = await listen(MPEG4);
    expect(description).toContain('a=rtpmap:96 MP4V-ES/90000\r\n');
    expect(second.status).toBe(404);
  });
});
