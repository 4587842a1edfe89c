import { expect, test } from 'vitest';
import { encodeCaptureSei } from '#core/contracts';
import { appendSample, buildFragment } from '../../server/gateway/fmp4/fragment.ts';
import { BytePile } from '../../server/gateway/memory/index.ts';
import { picturesOf } from './media-part.ts';

const SLICE = Uint8Array.of(0x41, 1, 2, 3);
const T0 = 1_700_000_000_000_000;

/** As the gateway would write it. */
function fragment(decodeTimeTicks: number, captures: readonly (number | null)[]): Uint8Array {
  const media = new BytePile();
  const samples = captures.map((capturedAtUs, index) => {
    const nalUnits = capturedAtUs === null ? [SLICE] : [encodeCaptureSei(capturedAtUs), SLICE];
    return {
      byteLength: appendSample(media, nalUnits),
      keyFrame: index === 0,
      durationTicks: 3_600,
      compositionOffsetTicks: index * 10,
    };
  });
  return buildFragment({ sequenceNumber: 1, decodeTimeTicks, samples, media: media.bytes });
}

test('every picture is found with its time of presentation and of capture', () => {
  expect(picturesOf(fragment(2 ** 33, [T0, T0 + 40_000, null]))).toEqual([
    { timeTicks: 2 ** 33, capturedAtUs: T0 },
    { timeTicks: 2 ** 33 + 3_610, capturedAtUs: T0 + 40_000 },
    { timeTicks: 2 ** 33 + 7_220, capturedAtUs: null },
  ]);
});

test('a segment of several fragments is all of them', () => {
  const segment = Buffer.concat([fragment(0, [T0]), fragment(3_600, [T0 + 40_000])]);
  expect(picturesOf(segment).map(({ capturedAtUs }) => capturedAtUs)).toEqual([T0, T0 + 40_000]);
});

test('what is no fragment has no pictures or is refused', () => {
  expect(picturesOf(new Uint8Array())).toEqual([]);
  expect(() => picturesOf(new Uint8Array(16))).toThrow(RangeError);
  expect(() => picturesOf(fragment(0, [T0]).subarray(0, 60))).toThrow(RangeError);
});
