import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AacFormat } from './aac-format.ts';
import { type AacPayloadFormat, readAacPayloadFormat } from './aac-payload-format.ts';
import { AacStream } from './aac-stream.ts';
import { parseAudioSpecificConfig } from './audio-specific-config.ts';
import { newCodecCounters } from './codec-counters.ts';
import type { LatmPayloadFormat } from './latm-payload-format.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** AAC LC of 16 kHz, one channel. */
const mono16 = parseAudioSpecificConfig(hex('1408'));
const hbr = { mode: 'AAC-hbr', sizelength: '13', indexlength: '3', indexdeltalength: '3' };

function read(parameters: Record<string, string>): AacPayloadFormat {
  const payloadFormat = readAacPayloadFormat(new Map(Object.entries(parameters)));
  if (!payloadFormat.ok) throw new Error(payloadFormat.error);
  return payloadFormat.value;
}

function start(
  payloadFormat: AacPayloadFormat | LatmPayloadFormat = read(hbr),
  format: AacFormat | null = mono16,
) {
  const counters = newCodecCounters();
  const formats: AacFormat[] = [];
  const frames: string[] = [];
  const stream = new AacStream({
    payloadFormat,
    format,
    clockRate: 16_000,
    counters,
    sink: {
      audioFormat: (said) => formats.push(said),
      audioFrame: (data, ticks) => frames.push(`${ticks}:${Buffer.from(data).toString('hex')}`),
    },
  });
  return { stream, counters, formats, frames };
}

/** AAC-hbr: headers of 16 bits, then the units. */
const packet = (...units: Buffer[]): Buffer => {
  const head = Buffer.alloc(2 + 2 * units.length);
  head.writeUInt16BE(16 * units.length, 0);
  for (const [index, unit] of units.entries()) head.writeUInt16BE(unit.length << 3, 2 + 2 * index);
  return Buffer.concat([head, ...units]);
};

/** The pieces of one unit over several packets, each with the size of the whole (RFC 3640, 3.2.3). */
const fragments = (unit: Buffer, bytes: number): Buffer[] => {
  const head = Buffer.of(0, 16, unit.length >> 5, (unit.length << 3) & 255);
  const count = Math.ceil(unit.length / bytes);
  return Array.from({ length: count }, (_, i) =>
    Buffer.concat([head, unit.subarray(i * bytes, (i + 1) * bytes)]),
  );
};

/** A raw frame in ADTS: LC, a rate of the table, channels; with a checksum where asked. */
const adts = (frame: Buffer, rateIndex: number, channels: number, checksum = false): Buffer => {
  const length = frame.length + (checksum ? 9 : 7);
  const head = [0xff, checksum ? 0xf0 : 0xf1, (1 << 6) | (rateIndex << 2) | (channels >> 2)];
  head.push(((channels & 3) << 6) | (length >> 11), (length >> 3) & 255, ((length & 7) << 5) | 0x1f, 0xfc);
  return Buffer.concat([Buffer.from(checksum ? [...head, 0xab, 0xcd] : head), frame]);
};

describe('AAC over RTP (RFC 3640)', () => {
  it('Q29 gives the frames of a packet, each a frame later than the one before', () => {
    const { stream, frames, formats } = start();
    stream.payload(packet(hex('0102'), hex('03'), hex('040506')), 5_000, true);
    expect(frames).toEqual(['5000:0102', '6024:03', '7048:040506']);
    expect(formats).toEqual([mono16]);
  });

  it('Q29 joins a frame that lies in several packets, whatever their size', () => {
    const whole = Buffer.from(Array.from({ length: 60 }, (_, i) => i));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 59 }), (bytes) => {
        const { stream, frames, counters } = start();
        for (const fragment of fragments(whole, bytes)) stream.payload(fragment, 0, true);
        stream.payload(packet(hex('aa')), 1_024, true);
        expect(frames).toEqual([`0:${whole.toString('hex')}`, '1024:aa']);
        expect(counters.malformedAudio).toBe(0);
      }),
    );
  });

  it('Q29 drops a frame of which a piece is missing, and nothing else', () => {
    const { stream, frames } = start();
    const [first = hex(''), , third = hex('')] = fragments(Buffer.alloc(30, 7), 10);
    stream.payload(packet(hex('01')), 0, true);
    stream.payload(first, 1_024, true);
    stream.loss();
    stream.payload(third, 1_024, true);
    stream.payload(packet(hex('02')), 2_048, true);
    stream.loss();
    stream.payload(third, 3_072, true);
    for (const fragment of fragments(Buffer.alloc(30, 9), 10)) stream.payload(fragment, 4_096, true);
    expect(frames).toEqual(['0:01', '2048:02', `4096:${'09'.repeat(30)}`]);
  });

  it('Q29 reads AAC-lbr, whose sizes have six bits', () => {
    const lbr = { mode: 'AAC-lbr', sizelength: '6', indexlength: '2', indexdeltalength: '2' };
    const { stream, frames } = start(read(lbr));
    stream.payload(hex('0010 08 04 0102 03'), 0, true);
    expect(frames).toEqual(['0:0102', '1024:03']);
  });

  it('Q29 passes over time stamps, random access points and the auxiliary section', () => {
    const more = { ctsdeltalength: '7', dtsdeltalength: '7', randomaccessindication: '1' };
    const { stream, frames } = start(read({ ...hbr, ...more, auxiliarydatasizelength: '8' }));
    // Size 2 and index 0; a CTS of seven bits; no DTS; a random access point: 26 bits. Then eight auxiliary bits.
    stream.payload(hex('001a 0010 8140 08ff 0102'), 0, true);
    expect(frames).toEqual(['0:0102']);
  });

  it('Q29 reads units of constant size, and a payload that is one unit', () => {
    const constant = start(read({ mode: 'AAC-hbr', constantsize: '2' }));
    constant.stream.payload(hex('01020304'), 0, true);
    expect(constant.frames).toEqual(['0:0102', '1024:0304']);
    const bare = start(read({ mode: 'AAC-hbr', sizelength: '0' }));
    bare.stream.payload(hex('010203'), 0, true);
    expect(bare.frames).toEqual(['0:010203']);
  });
});

describe('AAC over RTP, the other ways', () => {
  it('Q29 refuses interleaving, in the description and in packets', () => {
    const said = new Map([...Object.entries(hbr), ['maxdisplacement', '5']]);
    expect(readAacPayloadFormat(said)).toEqual({ ok: false, error: 'interleaving' });
    const { stream, frames, counters } = start();
    stream.payload(hex('0020 0008 0009 01 02'), 0, true);
    expect([frames, counters.malformedAudio]).toEqual([[], 1]);
  });

  it('Q29 takes AAC-hbr for meant where nothing is said, and refuses other modes', () => {
    expect(readAacPayloadFormat(new Map())).toMatchObject({ value: { sizeBits: 13, indexBits: 3 } });
    expect(readAacPayloadFormat(new Map([['mode', 'CELP-cbr']]))).toEqual({ ok: false, error: 'parameters' });
    const huge = new Map([['sizelength', '99']]);
    expect(readAacPayloadFormat(huge)).toEqual({ ok: false, error: 'parameters' });
  });

  it.each([false, true])('Q29 takes frames out of ADTS (go2rtc #1328), with a checksum: %s', (checksum) => {
    const { stream, frames, formats } = start();
    stream.payload(packet(adts(hex('0102'), 8, 1, checksum), adts(hex('03'), 8, 1, checksum)), 0, true);
    expect(frames).toEqual(['0:0102', '1024:03']);
    expect(formats).toEqual([mono16]);
  });

  it('Q29 believes ADTS where it says otherwise than the description, or the description nothing', () => {
    const contradicted = start();
    contradicted.stream.payload(packet(adts(hex('01'), 11, 2)), 0, true);
    expect(contradicted.formats).toMatchObject([
      { sampleRateHz: 16_000, channels: 1 },
      { sampleRateHz: 8_000, channels: 2 },
    ]);
    const silent = start(read(hbr), null);
    silent.stream.payload(packet(hex('aa')), 0, true);
    silent.stream.payload(packet(adts(hex('01'), 8, 1)), 1_024, true);
    expect(silent.formats).toEqual([mono16]);
    expect([silent.frames, silent.counters.malformedAudio]).toEqual([['1024:01'], 1]);
  });

  it('Q29 any payload is read or counted: it never throws, and holds no more than one frame', () => {
    const parameters = fc.constantFrom(hbr, { ...hbr, auxiliarydatasizelength: '16' }, { constantsize: '3' });
    const input = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 40 });
    fc.assert(
      fc.property(parameters, input, (said, payloads) => {
        const { stream, frames, counters } = start(read(said as Record<string, string>));
        for (const payload of payloads) stream.payload(payload, 0, true);
        const given = frames.reduce((sum, frame) => sum + (frame.split(':')[1] ?? '').length / 2, 0);
        const came = payloads.reduce((sum, payload) => sum + payload.length, 0);
        expect(given).toBeLessThanOrEqual(came);
        expect(counters.malformedAudio).toBeLessThanOrEqual(3 * payloads.length);
      }),
    );
  });
});

describe('AAC in LATM (RFC 6416)', () => {
  const latm = (frames = 1) => start({ layout: 'latm', frames });

  it('Q29 gives the frames of an element, whatever their lengths', () => {
    const long = Buffer.alloc(300, 5);
    const { stream, frames } = latm(2);
    stream.payload(Buffer.concat([hex('02 0102'), hex('ff 2d'), long]), 100, true);
    expect(frames).toEqual(['100:0102', `1124:${long.toString('hex')}`]);
  });

  it('Q29 joins an element that lies in several packets, and drops one of which a piece is missing', () => {
    const { stream, frames, counters } = latm();
    stream.payload(hex('04 0102'), 0, false);
    stream.payload(hex('0304'), 0, true);
    stream.payload(hex('04 0506'), 1_024, false);
    stream.loss();
    stream.payload(hex('0708'), 1_024, true);
    stream.payload(hex('04 09'), 2_048, false);
    stream.payload(hex('01 0a'), 3_072, true);
    expect(frames).toEqual(['0:01020304', '3072:0a']);
    expect(counters.malformedAudio).toBe(2);
  });

  it('Q29 reads or counts any payload', () => {
    const step = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(2), fc.boolean());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(step, { maxLength: 40 }), (count, steps) => {
        const { stream, frames } = latm(count);
        for (const [payload, at, marker] of steps) stream.payload(payload, at, marker);
        const given = frames.reduce((sum, frame) => sum + (frame.split(':')[1] ?? '').length / 2, 0);
        expect(given).toBeLessThanOrEqual(steps.reduce((sum, [payload]) => sum + payload.length, 0));
      }),
    );
  });
});

describe('AudioSpecificConfig', () => {
  it.each([
    ['1408', 2, 16_000, 1, 'mp4a.40.2'],
    ['1190', 2, 48_000, 2, 'mp4a.40.2'],
    ['1588', 2, 8_000, 1, 'mp4a.40.2'],
    ['2b0a0800', 5, 24_000, 1, 'mp4a.40.5'],
    ['1780 1f40 08', 2, 16_000, 1, 'mp4a.40.2'],
  ])('Q29 %s is read', (config, objectType, sampleRateHz, channels, codecString) => {
    const read = parseAudioSpecificConfig(hex(config));
    expect(read).toMatchObject({ objectType, sampleRateHz, channels, codecString });
  });

  it.each([
    ['nothing', ''],
    ['one byte', '14'],
    ['a reserved rate', '1690'],
    ['no channel configuration', '1400'],
    ['six channels', '11b0'],
    ['frames of 960 samples', '140c'],
    ['AAC Main', '0c08'],
    ['low delay', 'bb08'],
    ['an escaped type', 'f8e8'],
    ['more than any configuration has', '14'.repeat(65)],
  ])('Q29 of %s is not relayed', (_what, config) => {
    expect(parseAudioSpecificConfig(hex(config))).toBeNull();
  });

  it('Q29 of any bytes is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const read = parseAudioSpecificConfig(bytes);
        if (read !== null) expect(read.sampleRateHz).toBeGreaterThan(0);
      }),
    );
  });
});
