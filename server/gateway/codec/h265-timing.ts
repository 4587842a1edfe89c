import type { BitReader } from './bit-reader.ts';
import { skipShortTermSets } from './h265-short-term-sets.ts';
import { readTickRate, skipDisplay } from './video-usability.ts';

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
  reader.bits(3); // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
  if (reader.flag()) for (let side = 0; side < 4; side++) reader.unsigned();
  return reader.flag() ? readTickRate(reader, 1) : null;
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
