import type { BitReader } from './bit-reader.ts';
import { skipShortTermSets } from './h265-short-term-sets.ts';

const FRAME_RATE_MAX = 300;
const EXTENDED_SAR = 255;
const LONG_TERM_SETS_MAX = 32;

/**
 * Reads on from the ordering information of a sequence parameter set to the timing in its VUI (ITU-T H.265, 7.3.2.2.1
 * and E.2.1). @returns null where it is missing, absurd, or in a set cut short
 */
export function readH265FrameRate(reader: BitReader, orderCountBits: number): number | null {
  for (let field = 0; field < 6; field++) reader.unsigned(); // block sizes and hierarchy depths
  if (reader.flag() && reader.flag()) skipScalingLists(reader);
  reader.bits(2);
  if (reader.flag()) skipPcm(reader);
  skipShortTermSets(reader);
  if (reader.flag()) skipLongTermSets(reader, orderCountBits);
  reader.bits(2);
  if (!reader.flag()) return null;
  skipDisplay(reader);
  if (!reader.flag()) return null;
  const unitsInTick = reader.bits(32);
  const timeScale = reader.bits(32);
  const frameRate = timeScale / unitsInTick;
  return !reader.failed && frameRate > 0 && frameRate <= FRAME_RATE_MAX ? frameRate : null;
}

/** 7.3.4. */
function skipScalingLists(reader: BitReader): void {
  for (let sizeId = 0; sizeId < 4; sizeId++) {
    for (let matrix = 0; matrix < (sizeId === 3 ? 2 : 6); matrix++) {
      if (!reader.flag()) reader.unsigned();
      else {
        if (sizeId > 1) reader.signed();
        const coefficients = Math.min(64, 1 << (4 + 2 * sizeId));
        for (let index = 0; index < coefficients; index++) reader.signed();
      }
    }
  }
}

function skipPcm(reader: BitReader): void {
  reader.bits(8);
  reader.unsigned();
  reader.unsigned();
  reader.flag();
}

function skipLongTermSets(reader: BitReader, orderCountBits: number): void {
  const sets = Math.min(LONG_TERM_SETS_MAX, reader.unsigned());
  for (let set = 0; set < sets; set++) {
    reader.bits(Math.min(16, orderCountBits));
    reader.flag();
  }
}

/** E.2.1, up to the timing. */
function skipDisplay(reader: BitReader): void {
  if (reader.flag() && reader.bits(8) === EXTENDED_SAR) reader.bits(32);
  if (reader.flag()) reader.flag();
  if (reader.flag()) {
    reader.bits(4);
    if (reader.flag()) reader.bits(24);
  }
  if (reader.flag()) {
    reader.unsigned();
    reader.unsigned();
  }
  reader.bits(3);
  if (reader.flag()) for (let side = 0; side < 4; side++) reader.unsigned();
}
