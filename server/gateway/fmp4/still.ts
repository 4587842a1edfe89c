import { buildFragment, fragmentHeaderBytes } from './fragment.ts';
import type { InitSegment, Part } from './part.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

/**
 * A file of one picture: the init segment and the key frame `part` begins with. The browser decodes it; we never do.
 * @param part an independent part made for `init`
 */
export function buildStill(init: InitSegment, part: Part): Uint8Array {
  const at = fragmentHeaderBytes(part.frameCount);
  const sample = {
    byteLength: part.firstSampleBytes,
    keyFrame: true,
    durationTicks: TICKS_PER_SECOND,
    compositionOffsetTicks: 0,
  };
  const media = part.bytes.subarray(at, at + part.firstSampleBytes);
  const fragment = { sequenceNumber: 1, decodeTimeTicks: 0, samples: [sample], media };
  return Buffer.concat([init.bytes, buildFragment(fragment)]);
}
