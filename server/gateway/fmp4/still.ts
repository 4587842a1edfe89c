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
        nalUnits: nalUnitsOf(part.bytes.subarray(at, at + part.firstSampleBytes)),
        byteLength: part.firstSampleBytes,
        keyFrame: true,
        durationTicks: TICKS_PER_SECOND,
        compositionOffsetTicks: 0,
      },
    ],
  });
  return Buffer.concat([init.bytes, fragment]);
}

function nalUnitsOf(sample: Uint8Array): Uint8Array[] {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  const nalUnits: Uint8Array[] = [];
  for (let at = 0; at < sample.byteLength; ) {
    const end = at + 4 + view.getUint32(at);
    nalUnits.push(sample.subarray(at + 4, end));
    at = end;
  }
  return nalUnits;
}
