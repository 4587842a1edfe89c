import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEmulationPrevention } from '#core/contracts';
import { parseH264SequenceParameterSet } from './h264-sequence-parameter-set.ts';

/** Made by libx264 through ffmpeg 5.1. */
const vectors = [
  ['baseline', '6742c01ed900a02ff97011000003000100000300320f162e48', 640, 360, 25, 0, 'avc1.42C01E'],
  ['main', '674d401feca02802dd8088000003000800000301e078c18cb0', 1280, 720, 30, 2, 'avc1.4D401F'],
  [
    'main without B-frames',
    '674d401ed900a02ff97011000003000100000300320f162e48',
    640,
    360,
    25,
    0,
    'avc1.4D401E',
  ],
  [
    'high, cropped',
    '67640028acd940780227e5c044000003000400000300c83c60c658',
    1920,
    1080,
    25,
    2,
    'avc1.640028',
  ],
  [
    'high, interlaced',
    '67640028acd94078044fde0220000003002000000643e2c5b2c0',
    1920,
    1080,
    25,
    2,
    'avc1.640028',
  ],
  ['high 4:2:2', '677a002abcd940780227e27011000003000100000300640f183196', 1920, 1080, 50, 2, 'avc1.7A002A'],
  ['high 4:4:4', '67f4001e919b281b07bc5f80880000030008000003018078b16cb0', 854, 480, 24, 2, 'avc1.F4001E'],
  ['high 10', '676e0028a6cd940780227e5c0440000003004000000c83c60c6580', 1920, 1080, 25, 2, 'avc1.6E0028'],
  ['an odd size', '6764000cacd941519e226c0440000003004000000603c50a6580', 322, 182, 12, 2, 'avc1.64000C'],
  ['29.97', '6764001facd940b0126c04400000fa40003a9803c60c6580', 704, 576, 30_000 / 1_001, 2, 'avc1.64001F'],
  ['4K', '67640033acd9403c0043ec0440000003004000000a03c60c6580', 3840, 2160, 20, 2, 'avc1.640033'],
  ['monochrome', '67640016f3650280f6c05b20000003002000000303c1e2c5b2c0', 640, 480, 15, 2, 'avc1.640016'],
  [
    'a full VUI',
    '674d401eeca0580936056e0202034a000003000200000300641e2c5b2c',
    704,
    576,
    25,
    2,
    'avc1.4D401E',
  ],
] as const;

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** Writes bits from a text of ones and zeros and numbers, the latter as ue(v). */
function rbsp(...parts: (string | number)[]): Uint8Array {
  const golomb = (value: number): string => {
    const code = (value + 1).toString(2);
    return '0'.repeat(code.length - 1) + code;
  };
  const bits = `${parts.map((part) => (typeof part === 'number' ? golomb(part) : part)).join('')}1`;
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

describe('H.264 sequence parameter sets', () => {
  it.each(vectors)('%s', (_title, hex, width, height, frameRate, reorderDepth, codecString) => {
    expect(parseH264SequenceParameterSet(bytesOf(hex))).toEqual({
      id: 0,
      width,
      height,
      frameRate,
      reorderDepth,
      codecString,
    });
  });

  it('passes over scaling lists and a cycle of picture order counts', () => {
    const list = `1${'1'.repeat(16)}`; // 16 times se(v) 0
    const payload = rbsp(
      ...[3, 1, 0, 0, '0', '1', list, '0000000'], // id, 4:2:0, 8 bits, one of eight lists
      ...[0, 1, '0', 0, 0, 2, 1, 2], // frame_num, order count type 1 with a cycle of 2
      ...[4, '0', 19, 14, '1', '1', '0', '0'], // 320 × 240 frames, no cropping, no VUI
    );
    const nalUnit = Uint8Array.of(0x67, 100, 0, 30, ...addEmulationPrevention(payload));
    expect(parseH264SequenceParameterSet(nalUnit)).toEqual({
      id: 3,
      width: 320,
      height: 240,
      frameRate: null,
      reorderDepth: null,
      codecString: 'avc1.64001E',
    });
  });

  it.each([
    ['nothing', ''],
    ['a header alone', '67640028'],
    ['a set cut short', '67640028acd9'],
    ['zeros', '6700000000000000000000000000000000000000'],
  ])('refuses %s', (_title, hex) => {
    expect(parseH264SequenceParameterSet(bytesOf(hex))).toBeNull();
  });

  it('keeps the size when the VUI is broken', () => {
    const [, hex] = vectors[1];
    expect(parseH264SequenceParameterSet(bytesOf(hex.slice(0, 24)))).toMatchObject({
      width: 1280,
      frameRate: null,
    });
  });

  it('takes any bytes, and any damage to good ones', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...vectors), fc.nat(60), fc.uint8Array({ maxLength: 6 }))
      .map(([[, hex], at, put]) =>
        Uint8Array.of(...bytesOf(hex).subarray(0, at), ...put, ...bytesOf(hex).subarray(at)),
      );
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 80 })), (bytes) => {
        const set = parseH264SequenceParameterSet(bytes);
        if (set === null) return;
        expect(set.width).toBeGreaterThan(0);
        expect(set.height).toBeLessThanOrEqual(16_384);
      }),
    );
  });
});
