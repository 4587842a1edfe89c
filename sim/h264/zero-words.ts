import { isSlice } from './nal-unit.ts';

/** ITU-T H.264 7.3.2.8 cabac_zero_word, behind which 7.4.1 wants an emulation prevention byte. */
const CABAC_ZERO_WORD = [0x00, 0x00, 0x03] as const;

/**
 * Fills a picture up to a size. The filling is at the end of its last slice, where an encoder that uses CABAC may put
 * any number of words (9.3.1.2), so that the picture still decodes to what it showed and no relay can drop it.
 * @returns as it is if it is that large already
 */
export function withZeroWords(nalUnits: readonly Uint8Array[], wantedBytes: number): Uint8Array[] {
  const sizeBytes = nalUnits.reduce((sum, nalUnit) => sum + nalUnit.length, 0);
  const words = Math.max(0, Math.round((wantedBytes - sizeBytes) / CABAC_ZERO_WORD.length));
  const last = nalUnits.findLastIndex(isSlice);
  return nalUnits.map((nalUnit, index) => (index === last ? lengthened(nalUnit, words) : nalUnit));
}

function lengthened(slice: Uint8Array, words: number): Uint8Array {
  const filled = new Uint8Array(slice.length + words * CABAC_ZERO_WORD.length);
  filled.set(slice);
  for (let at = slice.length; at < filled.length; at += CABAC_ZERO_WORD.length)
    filled.set(CABAC_ZERO_WORD, at);
  return filled;
}
