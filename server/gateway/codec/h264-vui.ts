import type { BitReader } from './bit-reader.ts';
import { readTickRate, skipDisplay } from './video-usability.ts';

/** What the video usability information of a sequence parameter set says (ITU-T H.264, E.1.1), as far as it is needed. */
export interface H264Vui {
  /** Null where missing or absurd. */
  readonly frameRate: number | null;
  /** `max_num_reorder_frames`; null where missing or absurd. */
  readonly reorderDepth: number | null;
}

const REORDER_DEPTH_MAX = 16;
const CPB_COUNT_MAX = 32;

/** Reads it from its presence flag on. Broken ones are common and do not make the set useless. */
export function readH264Vui(reader: BitReader): H264Vui {
  if (!reader.flag()) return { frameRate: null, reorderDepth: null };
  skipDisplay(reader);
  const frameRate = readFrameRate(reader);
  return { frameRate, reorderDepth: readReorderDepth(reader) };
}

function readFrameRate(reader: BitReader): number | null {
  if (!reader.flag()) return null;
  const frameRate = readTickRate(reader, 2); // a tick is a field
  reader.flag();
  return frameRate;
}

function readReorderDepth(reader: BitReader): number | null {
  const hasNalHrd = reader.flag();
  if (hasNalHrd) skipHrd(reader);
  const hasVclHrd = reader.flag();
  if (hasVclHrd) skipHrd(reader);
  if (hasNalHrd || hasVclHrd) reader.flag();
  reader.flag();
  if (!reader.flag()) return null;
  reader.flag();
  for (let field = 0; field < 4; field++) reader.unsigned();
  const depth = reader.unsigned();
  return !reader.failed && depth <= REORDER_DEPTH_MAX ? depth : null;
}

/** E.1.2. */
function skipHrd(reader: BitReader): void {
  const count = Math.min(CPB_COUNT_MAX, reader.unsigned() + 1);
  reader.bits(8);
  for (let index = 0; index < count; index++) {
    reader.unsigned();
    reader.unsigned();
    reader.flag();
  }
  reader.bits(20);
}
