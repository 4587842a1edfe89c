import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseH265SequenceParameterSet } from './h265-sequence-parameter-set.ts';

const main = '42010101600000030090000003000003003fa005020171f2e595952930bc05a02000000300200000030321';
const high = '420101222000000300900000030000030099a001e020021c4d965654a4c2f0168080000003008000000a04';

/** Made by libx265 through ffmpeg 5.1. */
const vectors = [
  ['main', main, 640, 360, 25, 'hvc1.1.6.L63.90'],
  [
    'main, cropped',
    '420101016000000300900000030000030078a003c0801107cb96e92930bc05a020000003002000000303c1',
    ...([1920, 1080, 30, 'hvc1.1.6.L120.90'] as const),
  ],
  ['main 10, high tier', high, 3840, 2160, 20, 'hvc1.2.4.H153.90'],
  [
    'range extensions, 4:4:4, scaling lists',
    '4201010408000003009e0800000300005a9000d8403c38bf2caca949c2f0168080000003008000000c04',
    ...([854, 480, 24, 'hvc1.4.10.L90.9E.8'] as const),
  ],
] as const;

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

describe('H.265 sequence parameter sets', () => {
  it.each(vectors)('%s', (_title, hex, width, height, frameRate, codecString) => {
    const set = parseH265SequenceParameterSet(bytesOf(hex));
    expect(set).toMatchObject({ id: 0, vpsId: 0, width, height, frameRate, codecString });
  });

  it('Q25 tells how deep pictures are reordered', () => {
    const depths = vectors.map(([, hex]) => parseH265SequenceParameterSet(bytesOf(hex))?.reorderDepth);
    expect(depths).toEqual([2, 0, 2, 2]);
  });

  it('tells chroma format, bit depths and layers', () => {
    expect(parseH265SequenceParameterSet(bytesOf(high))).toMatchObject({
      chromaFormat: 1,
      bitDepthLuma: 10,
      bitDepthChroma: 10,
      temporalLayers: 1,
      temporalIdNested: true,
    });
  });

  it('keeps the size when what follows is cut short', () => {
    expect(parseH265SequenceParameterSet(bytesOf(main.slice(0, 56)))).toMatchObject({
      width: 640,
      frameRate: null,
    });
  });

  it.each([
    ['nothing', ''],
    ['a header alone', '4201'],
    ['a set cut short', main.slice(0, 40)],
    ['zeros', '42010000000000000000000000000000000000'],
  ])('refuses %s', (_title, hex) => {
    expect(parseH265SequenceParameterSet(bytesOf(hex))).toBeNull();
  });

  it('takes any bytes, and any damage to good ones', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...vectors), fc.nat(60), fc.uint8Array({ maxLength: 6 }))
      .map(([[, hex], at, put]) =>
        Uint8Array.of(...bytesOf(hex).subarray(0, at), ...put, ...bytesOf(hex).subarray(at)),
      );
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 80 })), (bytes) => {
        const set = parseH265SequenceParameterSet(bytes);
        if (set === null) return;
        expect(set.width).toBeGreaterThan(0);
        expect(set.height).toBeLessThanOrEqual(16_384);
        expect(set.bitDepthLuma).toBeLessThanOrEqual(16);
      }),
    );
  });
});
