import { beforeEach, describe, expect, it } from 'vitest';
import { findBox, readBoxes, readFragment } from '#test/hls-checker/boxes';
import { BufferPool, BytePile } from '../memory/index.ts';
import { BoxWriter } from './box-writer.ts';
import { appendSample, buildFragment, fragmentHeaderBytes } from './fragment.ts';
import { buildInitSegment } from './init-segment.ts';
import type { Part } from './part.ts';
import { partTargetTicks } from './part-target.ts';
import { buildStill } from './still.ts';
import { ticksToUs } from './timescale.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

const high = {
  codec: 'h264',
  sps: bytes('67 64001f acd9 4050'),
  pps: bytes('68ebe3cb'),
  width: 1280,
  height: 720,
  frameRate: 25,
  reorderDepth: null,
  codecString: 'avc1.64001F',
} as const;

const hevc = {
  codec: 'h265',
  vps: bytes('40010c01'),
  sps: bytes('420101'),
  pps: bytes('4401c0'),
  width: 640,
  height: 360,
  frameRate: 25,
  reorderDepth: null,
  codecString: 'hvc1.1.6.L63.90',
  profileTierLevel: {
    profileSpace: 0,
    highTier: true,
    profile: 1,
    compatibility: 0x6000_0000,
    constraints: [0x90, 0, 0, 0, 0, 0],
    level: 63,
  },
  chromaFormat: 1,
  bitDepthLuma: 10,
  bitDepthChroma: 8,
  temporalLayers: 2,
  temporalIdNested: true,
} as const;

describe('box writer', () => {
  it.each<[string, (writer: BoxWriter) => void, string]>([
    ['an empty box', (w) => w.box('free', () => {}), '00000008 66726565'],
    [
      'nested boxes',
      (w) => w.box('moov', () => w.box('trak', () => w.u8(7))),
      '00000011 6d6f6f76 00000009 7472616b 07',
    ],
    ['version and flags', (w) => w.fullBox('tfdt', 1, 0x020304, () => {}), '0000000c 74666474 01020304'],
    ['64 bits', (w) => w.u64(0x1_2345_6789_abcd), '00012345 6789abcd'],
    ['16 bits and zeros', (w) => [w.u16(0x0102), w.zeros(2)], '0102 0000'],
  ])('writes %s', (_, write, expected) => {
    const writer = new BoxWriter(new Uint8Array(64));
    write(writer);
    expect(hex(writer.finish())).toBe(expected.replaceAll(' ', ''));
  });

  it('refuses to write past its end', () => {
    const writer = new BoxWriter(new Uint8Array(3));
    expect(() => writer.u32(1)).toThrow(RangeError);
    expect(() => writer.bytes(new Uint8Array(4))).toThrow(RangeError);
  });
});

describe('init segment', () => {
  it('is ftyp and moov, with the size of the picture and room for no sample', () => {
    const init = buildInitSegment(high);
    expect(readBoxes(init).map((box) => box.type)).toEqual(['ftyp', 'moov']);
    expect(hex(findBox(init, 'moov/trak/tkhd').body).slice(-16)).toBe('0500000002d00000');
    expect(hex(findBox(init, 'moov/trak/mdia/minf/stbl/stts').body)).toBe('0000000000000000');
    expect(findBox(init, 'moov/mvex/trex').size).toBe(32);
  });

  it.each([
    ['high', high.sps, '01 64001f ff e1 0008 6764001facd94050 01 0004 68ebe3cb fd f8 f8 00'],
    ['baseline', bytes('6742c01e d9'), '01 42c01e ff e1 0005 6742c01ed9 01 0004 68ebe3cb'],
    ['high 4:4:4', bytes('67f4001f91'), '01 f4001f ff e1 0005 67f4001f91 01 0004 68ebe3cb ff f8 f8 00'],
  ])('carries the decoder configuration of %s profile', (_, sps, expected) => {
    const init = buildInitSegment({ ...high, sps });
    const stsd = findBox(init, 'moov/trak/mdia/minf/stbl/stsd').body;
    const [entry] = readBoxes(stsd.subarray(8));
    const [avcC] = readBoxes(entry?.body.subarray(78) ?? stsd);
    expect(avcC?.type).toBe('avcC');
    expect(hex(avcC?.body ?? stsd)).toBe(expected.replaceAll(' ', ''));
  });
});

describe('init segment of H.265', () => {
  it('Q24 is of hvc1, with the decoder configuration and the sets in it', () => {
    const stsd = findBox(buildInitSegment(hevc), 'moov/trak/mdia/minf/stbl/stsd').body;
    const [entry] = readBoxes(stsd.subarray(8));
    expect(entry?.type).toBe('hvc1');
    const [hvcC] = readBoxes(entry?.body.subarray(78) ?? stsd);
    expect(hvcC?.type).toBe('hvcC');
    const fixed = '01 21 60000000 900000000000 3f f000 fc fd fa f8 0000 17 03';
    const sets = 'a0 0001 0004 40010c01 a1 0001 0003 420101 a2 0001 0003 4401c0';
    expect(hex(hvcC?.body ?? stsd)).toBe((fixed + sets).replaceAll(' ', ''));
  });
});

describe('fragment', () => {
  const media = new BytePile();
  beforeEach(() => media.clear());
  const picture = (nalUnits: Uint8Array[], keyFrame: boolean, compositionOffsetTicks = 0) => ({
    byteLength: appendSample(media, nalUnits),
    keyFrame,
    durationTicks: 3600,
    compositionOffsetTicks,
  });

  it('Q25 gives back its samples, with a decode time past 32 bits and an offset below zero', () => {
    const fragment = buildFragment({
      sequenceNumber: 9,
      decodeTimeTicks: 2 ** 40,
      samples: [picture([bytes('06aa'), bytes('65bbcc')], true), picture([bytes('41')], false, -7200)],
      media: media.bytes,
    });
    expect(readFragment(fragment)).toEqual({
      sequenceNumber: 9,
      samples: [
        {
          durationTicks: 3600,
          keyFrame: true,
          decodeTicks: 2 ** 40,
          presentationTicks: 2 ** 40,
          nalUnits: [Buffer.from('06aa', 'hex'), Buffer.from('65bbcc', 'hex')],
        },
        {
          durationTicks: 3600,
          keyFrame: false,
          decodeTicks: 2 ** 40 + 3600,
          presentationTicks: 2 ** 40 + 3600 - 7200,
          nalUnits: [Buffer.from('41', 'hex')],
        },
      ],
    });
    expect(findBox(fragment, 'mdat').offset + 8).toBe(fragmentHeaderBytes(2));
  });

  it('a still is the init segment and the first picture alone', () => {
    const first = picture([bytes('0611'), bytes('65223344')], true);
    const init = { id: 0, format: high, bytes: buildInitSegment(high) };
    const fragment = buildFragment({
      sequenceNumber: 5,
      decodeTimeTicks: 90_000,
      samples: [first, picture([bytes('41')], false)],
      media: media.bytes,
    });
    const part: Part = {
      sequence: 4,
      initId: 0,
      bytes: fragment,
      memory: new BufferPool().take(0),
      startTicks: 90_000,
      durationTicks: 7200,
      targetTicks: 19_440,
      independent: true,
      segmentStart: true,
      discontinuity: false,
      capturedAtUs: 0,
      frameCount: 2,
      firstSampleBytes: first.byteLength,
    };
    const still = buildStill(init, part);
    const { samples } = readFragment(still.subarray(init.bytes.byteLength));
    expect(samples.map((sample) => sample.nalUnits.map(hex))).toEqual([['0611', '65223344']]);
  });
});

describe('part target', () => {
  it.each([
    [25, 216],
    [30, 216],
    [12, 180],
    [15, 216],
    [4, 270],
    [1, 1080],
    [0.1, 2160],
  ])('at %d pictures a second is %d ms', (fps, ms) => {
    expect(partTargetTicks(90_000 / fps) / 90).toBe(ms);
  });
});

it('ticks are microseconds', () => {
  expect(ticksToUs(90_000)).toBe(1_000_000);
  expect(ticksToUs(1)).toBe(11);
});
