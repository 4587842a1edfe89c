import { boxesOf, findBox, slice, viewOf } from './boxes.ts';
import type { InitSegment } from './init-segment.ts';

// Flags of trun, ISO 14496-12 §8.8.8.
const DATA_OFFSET = 0x1;
const FIRST_SAMPLE_FLAGS = 0x4;
const COMPOSITION_OFFSET = 0x800;
/** The per-sample fields that stand before the composition offset: duration, size, flags. */
const FIELDS_BEFORE = [0x100, 0x200, 0x400] as const;

/**
 * When the first picture of a part is shown, in seconds on the media timeline: the decode time of the video
 * track's fragment and the composition offset of its first sample. `null` if the part has no video.
 */
export function partStartS(bytes: Uint8Array, init: InitSegment): number | null {
  try {
    for (const moof of boxesOf(viewOf(bytes), 'moof')) {
      for (const traf of boxesOf(moof, 'traf')) {
        const tfhd = findBox(traf, ['tfhd']);
        if (tfhd === null || tfhd.getUint32(4) !== init.videoTrackId) continue;
        return (decodeTime(traf) + firstCompositionOffset(traf)) / init.videoTimescale;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null; // a box that ends before its fields do
    throw error;
  }
}

/** §8.8.12. */
function decodeTime(traf: DataView): number {
  const tfdt = findBox(traf, ['tfdt']);
  if (tfdt === null) throw new RangeError('traf without tfdt');
  return tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4);
}

function firstCompositionOffset(traf: DataView): number {
  const trun = findBox(traf, ['trun']);
  if (trun === null || trun.getUint32(4) === 0) return 0;
  const flags = trun.getUint32(0) & 0xffffff;
  if ((flags & COMPOSITION_OFFSET) === 0) return 0;
  const optional = [DATA_OFFSET, FIRST_SAMPLE_FLAGS].filter((flag) => (flags & flag) !== 0).length;
  const before = FIELDS_BEFORE.filter((flag) => (flags & flag) !== 0).length;
  const field = slice(trun, 8 + 4 * (optional + before));
  return trun.getUint8(0) === 0 ? field.getUint32(0) : field.getInt32(0);
}
