import type { BitReader } from './bit-reader.ts';

const SETS_MAX = 64;
const PICTURES_MAX = 16;

/** Passes over the short-term reference picture sets of a sequence parameter set (ITU-T H.265, 7.3.7). */
export function skipShortTermSets(reader: BitReader): void {
  const sets = Math.min(SETS_MAX, reader.unsigned());
  let pictures = 0;
  for (let set = 0; set < sets && !reader.failed; set++) {
    pictures = set > 0 && reader.flag() ? skipPredicted(reader, pictures) : skipListed(reader);
  }
}

/** A set told by what it shares with the one before. @returns how many pictures it has (7-61, 7-62) */
function skipPredicted(reader: BitReader, picturesBefore: number): number {
  reader.flag();
  reader.unsigned();
  let pictures = 0;
  for (let index = 0; index <= picturesBefore; index++) {
    const used = reader.flag();
    const kept = used || reader.flag();
    if (kept) pictures++;
  }
  return Math.min(PICTURES_MAX, pictures);
}

function skipListed(reader: BitReader): number {
  const pictures = Math.min(PICTURES_MAX, reader.unsigned() + reader.unsigned());
  for (let index = 0; index < pictures; index++) {
    reader.unsigned();
    reader.flag();
  }
  return pictures;
}
