import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCaptureSei, findCaptureTime } from './capture-sei.ts';

const captureTime = fc.nat({ max: Number.MAX_SAFE_INTEGER });
/** Times made of zero bytes and small ones: those that need emulation prevention. */
const zeroHeavyTime = fc
  .array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 255), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.reduce<number>((value, byte) => value * 256 + byte, 0));

function imitatesStartCode(nalUnit: Uint8Array): boolean {
  return nalUnit.some((_, at) => nalUnit[at] === 0 && nalUnit[at + 1] === 0 && (nalUnit[at + 2] ?? 255) < 3);
}

describe('capture time SEI', () => {
  it('is the syntax of H.264 7.3.2.3 and D.1.7', () => {
    const sei = encodeCaptureSei(0x0102_0304_0506);
    expect(Buffer.from(sei).toString('hex')).toBe(
      '0605182' + '1d53624876d471193f4495aff15daca' + '0000030102030405' + '0680',
    );
  });

  it('comes back whatever the time', () => {
    fc.assert(
      fc.property(fc.oneof(captureTime, zeroHeavyTime), (capturedAtUs) => {
        expect(findCaptureTime([encodeCaptureSei(capturedAtUs)])).toBe(capturedAtUs);
      }),
    );
  });

  it('never imitates a start code', () => {
    fc.assert(
      fc.property(fc.oneof(captureTime, zeroHeavyTime), (capturedAtUs) => {
        expect(imitatesStartCode(encodeCaptureSei(capturedAtUs))).toBe(false);
      }),
    );
  });

  it('is found among other NAL units and behind another message of the same NAL unit', () => {
    const own = encodeCaptureSei(1_700_000_000_123_456);
    const otherMessage = Uint8Array.of(6, 0xff, 0x01, 2, 0xaa, 0xbb, ...own.subarray(1));
    const slice = Uint8Array.of(0x65, 1, 2, 3);
    expect(findCaptureTime([Uint8Array.of(0x09, 0xf0), otherMessage, slice])).toBe(1_700_000_000_123_456);
  });

  it('is not read from user data of others', () => {
    const foreign = encodeCaptureSei(1);
    foreign[3] = 0;
    expect(findCaptureTime([foreign])).toBeNull();
    expect(findCaptureTime([])).toBeNull();
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(() => findCaptureTime([Uint8Array.of(6, ...bytes)])).not.toThrow();
      }),
    );
  });

  it('refuses what is no time', () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => encodeCaptureSei(value)).toThrow(RangeError);
    }
  });
});
