import { buildFragment, fragmentHeaderBytes } from './fragment.ts';
import type { InitSegment, Part } from './part.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

/**
 * A file of one picture: the init segment and the key frame `part` begins with. The browser decodes it; we never do.
 * @param part an independent part made for `init`
 */
export function buildStill(init: InitSegment, part: Part): Uint8Array {
  const at = fragmentHeaderBytes(part.frameCount);
  const fragment = buildFragment({
    sequenceNumber: 1,
    decodeTimeTicks: 0,
    samples: [
      {
        byteLength: part.firstSampleBytes,
        keyFrame: true,
        durationTicks: TICKS_PER_SECOND,
        compositionOffsetTicks: 0,
      },
    ],
    media: part.bytes.subarray(at, at + part.firstSampleBytes),
  });
  return Buffer.concat([init.bytes, fragment]);
}
