import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamSource } from '#core/camera';
import { type CameraId, ManualClock } from '#core/kit';
import { ScriptedDatagrams } from '../rtsp/scripted-datagrams.ts';
import { answerWith, cameraScript, type Script, ScriptedPeer, scriptedSdp } from '../rtsp/scripted-peer.ts';
import { CameraStream } from './camera-stream.ts';
import { ReadRounds } from './read-rounds.ts';
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

/** One AAC frame in one RTP packet. */
function sound(sequence: number, frame: Buffer = Buffer.of(1, 2, 3)): Buffer {
  const head = Buffer.alloc(16, 0);
  head.writeUInt16BE(0x80e1, 0);
  head.writeUInt16BE(sequence, 2);
  head.writeUInt32BE(sequence * 1_024, 4);
  head.writeUInt16BE(16, 12);
  head.writeUInt16BE(frame.length << 3, 14);
  return Buffer.concat([head, frame]);
}

const aacSdp =
  `${scriptedSdp}m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/16000/1\r\na=control:track2\r\n` +
  'a=fmtp:97 mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408\r\n';

/** A camera with a microphone; `setUp` answers for its second track. */
const withSound = (setUp?: Script): Script =>
  cameraScript({
    describe: () => answerWith('200 OK', [], aacSdp),
    setup: (request, peer) =>
      request.url.endsWith('track2') && setUp !== undefined
        ? setUp(request, peer)
        : answerWith('200 OK', ['Session: 1', `Transport: ${request.headers.get('transport')}`]),
  });

/** A camera that sends over UDP only. */
const udpOnly = cameraScript({
  setup: ({ headers }) =>
    headers.get('transport')?.includes('TCP') === true
      ? answerWith('461 Unsupported Transport')
      : answerWith('200 OK', ['Session: 1', 'Transport: RTP/AVP;unicast;server_port=6256-6257']),
});

/** Parts of five pictures, at 25 a second. */
const fivePictures = (pictures: number): number => (5 - (pictures % 5)) * 3_600;

async function play(
  script: Script = cameraScript(),
  ticksToNextPart: (pictures: number) => number = () => 0,
) {
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
    readRounds: new ReadRounds(clock),
    ticksToNextPart: () => ticksToNextPart(counters.accessUnits),
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

describe('a connection to a camera with a microphone', () => {
  it('Q29 hands its sound on beside the pictures, from the first of them on', async () => {
    const { peer, heard } = await play(withSound());
    expect(peer.methods).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'SETUP', 'PLAY']);
    peer.send(interleaved(2, sound(1)));
    peer.send(interleaved(0, keyFrame(1)));
    peer.send(interleaved(2, sound(2)));
    expect(heard).toEqual(['sound', 'connected', 'format', 'picture', 'heard']);
  });

  it.each([
    ['refuses to set it up', () => answerWith('404 Not Found')],
    ['sets it up some other way', () => answerWith('200 OK', ['Transport: RTP/AVP;multicast'])],
  ])('Q29 goes on without the sound of one that %s', async (_what, setUp) => {
    const { peer, heard } = await play(withSound(setUp));
    peer.send(interleaved(0, keyFrame(1)));
    expect(heard).toEqual(['sound', 'MPEG4-GENERIC refused', 'connected', 'format', 'picture']);
  });

  it('Q29 says that a configuration is missing, until the frames bring it along', async () => {
    const unconfigured = cameraScript({
      describe: () => answerWith('200 OK', [], aacSdp.replace(';config=1408', '')),
    });
    const { peer, heard } = await play(unconfigured);
    peer.send(interleaved(0, keyFrame(1)));
    peer.send(interleaved(2, sound(1)));
    expect(heard).toEqual(['MPEG4-GENERIC parameters', 'connected', 'format', 'picture']);
    peer.send(interleaved(2, sound(2, Buffer.from('fff16040013ffc010203', 'hex'))));
    expect(heard.slice(4)).toEqual(['sound', 'heard']);
  });

  it('Q29 loses no picture over sound that is lost or makes no sense', async () => {
    const { peer, heard, counters } = await play(withSound());
    peer.send(interleaved(0, keyFrame(1)));
    for (const sequence of [1, 5, 6]) peer.send(interleaved(2, sound(sequence)));
    peer.send(interleaved(2, Buffer.concat([sound(7).subarray(0, 12), Buffer.of(0xff, 0xff, 1)])));
    peer.send(interleaved(2, Buffer.of(0x80)));
    peer.send(interleaved(0, keyFrame(2, 3_600)));
    expect(heard.filter((event) => event === 'picture')).toHaveLength(2);
    expect(counters).toMatchObject({ lostPackets: 0, malformedPackets: 0, droppedAccessUnits: 0 });
    expect(counters).toMatchObject({ audioFrames: 3, audioLosses: 1, malformedAudio: 1 });
  });
});

describe('both tracks of a camera', () => {
  it('Q8 reports on both tracks, each on its own channel', async () => {
    const { peer, clock, stream } = await play(withSound());
    peer.send(interleaved(0, keyFrame(1)));
    peer.send(interleaved(2, sound(1)));
    clock.advance(4_000);
    expect(peer.frames.map((frame) => frame[1])).toEqual([1, 3]);
    stream.close();
    expect(clock.pending).toBe(0);
  });

  it('whatever comes from then on, it never is our defect, and leaves nothing behind', async () => {
    const channel = fc.nat(4);
    const damaged = fc
      .tuple(
        fc.constantFrom(keyFrame(1), keyFrame(2, 3_600), sound(1), sound(2)),
        fc.nat(60),
        fc.uint8Array({ maxLength: 9 }),
      )
      .map(([packet, at, put]) =>
        Buffer.concat([packet.subarray(0, at), put, packet.subarray(at + put.length)]),
      );
    const item = fc.oneof(
      fc.tuple(channel, damaged).map(([to, packet]) => interleaved(to, packet)),
      fc
        .tuple(channel, fc.uint8Array({ maxLength: 80 }))
        .map(([to, bytes]) => interleaved(to, Buffer.from(bytes))),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('RTSP/1.0 200 OK\r\n\r\n', 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n')
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 40 }),
        fc.integer({ min: 1, max: 200 }),
        async (items, size) => {
          const { peer, clock, heard, stream } = await play(withSound());
          const bytes = Buffer.concat(items);
          for (let at = 0; at < bytes.length; at += size) peer.send(bytes.subarray(at, at + size));
          expect(heard).not.toContain('fault');
          stream.close();
          expect([peer.open, clock.pending]).toEqual([0, 0]);
        },
      ),
    );
  });

  it('lets pictures wait in the socket until the next part is due, and then reads all of them', async () => {
    const { peer, clock, heard, stream } = await play(cameraScript(), fivePictures);
    const pictures = () => heard.filter((event) => event === 'picture').length;
    const send = (count: number): void => {
      for (let i = 0; i < count; i++) {
        const sequence = ++sent;
        peer.send(interleaved(0, keyFrame(sequence, sequence * 3_600)));
        clock.advance(40);
      }
    };
    let sent = 0;
    send(10);
    expect(pictures()).toBe(10);
    send(4);
    expect(pictures()).toBe(10);
    send(1);
    expect(pictures()).toBe(15);
    stream.close();
    expect(clock.pending).toBe(0);
  });

  it('never lets the connection rest beside datagrams', async () => {
    const { datagrams, peer, clock, counters } = await play(udpOnly, fivePictures);
    for (let i = 1; i <= 12; i++) {
      datagrams.rtp(keyFrame(i, i * 3_600));
      clock.advance(40);
    }
    expect(counters.accessUnits).toBe(12);
    expect(peer.paused).toBe(false);
  });
});
