import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCaptureTime } from '#core/contracts';
import { accessUnitOf, BitRatePadding, blackPictures, nalTypeOf } from './index.ts';

const annexB = (nalUnits: readonly Uint8Array[]): Buffer =>
  Buffer.concat(nalUnits.flatMap((nalUnit) => [Uint8Array.of(0, 0, 0, 1), nalUnit]));

/** Decodes with ffmpeg into planar 4:2:0, complaining of every error. */
function decode(stream: Buffer): { frames: Buffer; complaints: string } {
  const { stdout, stderr } = spawnSync(
    'ffmpeg',
    [
      '-v',
      'warning',
      '-xerror',
      '-err_detect',
      'explode',
      '-f',
      'h264',
      '-i',
      'pipe:0',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      'pipe:1',
    ],
    { input: stream, maxBuffer: 200e6 },
  );
  return { frames: stdout, complaints: stderr.toString() };
}

describe('black pictures', () => {
  it.each([
    { width: 640, height: 360 },
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
  ])('decode as black, $width×$height, key frames and repeats', ({ width, height }) => {
    const black = blackPictures({ width, height });
    const gop = [
      black.sps,
      black.pps,
      black.idr,
      ...Array.from({ length: 19 }, (_, i) => black.repeat(i + 1)),
    ];
    const { frames, complaints } = decode(annexB([...gop, ...gop.slice(0, 3)]));
    expect(complaints).toBe('');
    const luma = width * height;
    expect(frames.length).toBe(21 * luma * 1.5);
    for (const at of [0, 20 * luma * 1.5]) {
      expect(frames.subarray(at, at + luma).every((sample) => sample === 16)).toBe(true);
      expect(frames.subarray(at + luma, at + luma * 1.5).every((sample) => sample === 128)).toBe(true);
    }
  });
});

describe('padding to a bit rate', () => {
  it('comes out at the rate over any run of access units that have room for it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9_000 }), { minLength: 1, maxLength: 200 }), (sizes) => {
        const padding = new BitRatePadding({ bitsPerSecond: 2_000_000, frameRate: 25 });
        let sent = 0;
        for (const size of sizes) {
          const filler = padding.fillerFor(size);
          sent += size + (filler?.length ?? 0);
          if (filler !== null) expect(nalTypeOf(filler)).toBe(12);
        }
        expect(sent - 10_000 * sizes.length).toBeGreaterThanOrEqual(-2);
        expect(sent - 10_000 * sizes.length).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('saves up for a key frame over the budget', () => {
    const padding = new BitRatePadding({ bitsPerSecond: 2_000_000, frameRate: 25 });
    expect(padding.fillerFor(25_000)).toBeNull();
    expect(padding.fillerFor(2_000)).toBeNull();
    expect(padding.fillerFor(2_000)?.length).toBe(1_000);
  });
});

describe('access unit', () => {
  const sps = Uint8Array.of(0x67, 1);
  const pps = Uint8Array.of(0x68, 2);
  const delimiter = Uint8Array.of(0x09, 0xf0);
  const encoderSei = Uint8Array.of(0x06, 1, 1, 0x80, 0x80);
  const idr = Uint8Array.of(0x65, 3);

  it('carries parameter sets and the capture time before the slices of a key frame', () => {
    const nalUnits = accessUnitOf({ nalUnits: [delimiter, encoderSei, idr], keyFrame: true, sps, pps }, 42);
    expect(nalUnits.map(nalTypeOf)).toEqual([9, 7, 8, 6, 6, 5]);
    expect(findCaptureTime(nalUnits)).toBe(42);
  });

  it('does not double parameter sets the encoder put in', () => {
    const nalUnits = accessUnitOf({ nalUnits: [sps, pps, idr], keyFrame: true, sps, pps }, 42);
    expect(nalUnits.map(nalTypeOf)).toEqual([7, 8, 6, 5]);
  });

  it('stamps every other picture too', () => {
    const nalUnits = accessUnitOf(
      { nalUnits: [Uint8Array.of(0x41, 9), Uint8Array.of(0x41, 9)], keyFrame: false, sps, pps },
      7,
    );
    expect(nalUnits.map(nalTypeOf)).toEqual([6, 1, 1]);
  });
});
