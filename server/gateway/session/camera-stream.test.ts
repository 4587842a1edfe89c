import { describe, expect, it } from 'vitest';
import type { StreamSource } from '#core/camera';
import { type CameraId, ManualClock } from '#core/kit';
import { ScriptedDatagrams } from '../rtsp/scripted-datagrams.ts';
import { answerWith, cameraScript, type Script, ScriptedPeer } from '../rtsp/scripted-peer.ts';
import { CameraStream } from './camera-stream.ts';
import { newStreamCounters } from './stream-counters.ts';

const source: StreamSource = {
  cameraId: 'cam_1' as CameraId,
  profile: 'main',
  url: 'rtsp://10.0.0.5/live',
  credentials: null,
  deviceKey: 'd',
  siteKey: 's',
};

/** A key frame with its parameter sets in one RTP packet. */
function keyFrame(sequence: number, timestamp = 0): Buffer {
  const units = ['6742c01ed900a02ff97011000003000100000300320f162e48', '68ce3c80', '65e061'];
  const payload = units.map((hex) => (hex.length / 2).toString(16).padStart(4, '0') + hex).join('');
  const head = Buffer.alloc(12, 0);
  head.writeUInt16BE(0x80e0, 0);
  head.writeUInt16BE(sequence, 2);
  head.writeUInt32BE(timestamp, 4);
  return Buffer.concat([head, Buffer.from(`18${payload}`, 'hex')]);
}

const interleaved = (channel: number, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x24, channel, payload.length >> 8, payload.length & 255]), payload]);

/** A camera that sends over UDP only. */
const udpOnly = cameraScript({
  setup: ({ headers }) =>
    headers.get('transport')?.includes('TCP') === true
      ? answerWith('461 Unsupported Transport')
      : answerWith('200 OK', ['Session: 1', 'Transport: RTP/AVP;unicast;server_port=6256-6257']),
});

async function play(script: Script = cameraScript()) {
  const peer = new ScriptedPeer(script);
  const datagrams = new ScriptedDatagrams();
  const clock = new ManualClock();
  const heard: string[] = [];
  const defects = { accessUnit: false };
  const counters = newStreamCounters();
  const stream = new CameraStream({
    connect: peer.connect,
    openDatagrams: datagrams.open,
    clock,
    random: () => 0.5,
    counters,
    events: {
      connected: () => heard.push('connected'),
      media: () => {},
      format: () => heard.push('format'),
      accessUnit: () => {
        if (defects.accessUnit) throw new Error('defect');
        heard.push('picture');
      },
      audioFormat: (format) => {
        if (format !== null) heard.push('sound');
      },
      audioFrame: () => heard.push('heard'),
      audioDropped: ({ encoding, reason }) => heard.push(`${encoding} ${reason}`),
      failed: ({ kind }) => heard.push(kind),
    },
  });
  await stream.run(source);
  return { peer, datagrams, clock, counters, heard, defects, stream };
}

describe('a connection to a camera', () => {
  it('Q3 counts what comes on channels never set up, and goes on', async () => {
    const { peer, counters, heard } = await play();
    peer.send(interleaved(9, keyFrame(1)));
    expect([heard, counters.foreignFrames]).toEqual([['connected'], 1]);
    peer.send(interleaved(0, keyFrame(1)));
    expect(heard).toEqual(['connected', 'format', 'picture']);
  });

  it('Q8 sends a receiver report every 4 s, beside the keepalive', async () => {
    const { peer, clock, stream } = await play();
    peer.send(interleaved(0, keyFrame(1)));
    clock.advance(12_000);
    expect(peer.frames.map((frame) => [frame[1], frame[5]])).toEqual([
      [1, 201],
      [1, 201],
      [1, 201],
    ]);
    stream.close();
    expect(clock.pending).toBe(0);
  });

  it('Q14 puts packets that come over UDP back in order, and reports on them there', async () => {
    const { datagrams, clock, counters, heard, stream } = await play(udpOnly);
    for (const sequence of [1, 3, 2, 4]) datagrams.rtp(keyFrame(sequence, sequence * 3_600));
    expect(heard.filter((event) => event === 'picture')).toHaveLength(4);
    expect(counters).toMatchObject({ lostPackets: 0, reorderedPackets: 1 });
    clock.advance(4_000);
    expect(datagrams.sent.map((sent) => sent.split(':')[0])).toEqual(['6257']);
    datagrams.rtp(keyFrame(6, 21_600));
    stream.close();
    expect([datagrams.pairs, clock.pending]).toEqual([0, 0]);
  });

  it('a defect that a late packet brings to light ends this stream, and nothing else', async () => {
    const { datagrams, clock, heard, defects } = await play(udpOnly);
    datagrams.rtp(keyFrame(1));
    defects.accessUnit = true;
    datagrams.rtp(keyFrame(3, 7_200));
    clock.advance(100);
    expect(heard.at(-1)).toBe('fault');
    expect([datagrams.pairs, clock.pending]).toEqual([0, 0]);
  });

  it.each([
    'url=rtsp://10.0.0.5/live/track1;seq=0;rtptime=0;',
    'url=;seq=65536;rtptime=4294967296',
    'seq=-1;rtptime=abc;;',
    '\u00ff',
  ])('Q19 believes the packets, not RTP-Info: %j', async (info) => {
    const lies = cameraScript({ play: () => answerWith('200 OK', [`RTP-Info: ${info}`]) });
    const { peer, counters, heard } = await play(lies);
    peer.send(interleaved(0, keyFrame(40_000, 3_000_000_000)));
    expect(heard).toEqual(['connected', 'format', 'picture']);
    expect(counters).toMatchObject({ lostPackets: 0, roguePackets: 0 });
  });
});
