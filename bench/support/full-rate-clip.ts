import type { ClipStream } from '#sim/cameras';

/** How many times the size of another picture a key frame has; usual for cameras. */
const KEY_FRAME_WEIGHT = 8;

/** ITU-T H.264 7.3.2.8 cabac_zero_word, behind which 7.4.1 wants an emulation prevention byte. */
const CABAC_ZERO_WORD = [0x00, 0x00, 0x03] as const;

const NAL_TYPE_SLICE = 1;
const NAL_TYPE_IDR_SLICE = 5;

/**
 * A clip whose pictures have the sizes of a stream of this bit rate, and still decode to what they showed. The
 * filling is at the end of the slices, where an encoder that uses CABAC may put any number of words (9.3.1.2), and
 * not in filler NAL units: those a relay drops, and then it is measured carrying almost nothing.
 */
export function fullRateClip(clip: ClipStream, bitsPerSecond: number): ClipStream {
  const keyFrames = clip.accessUnits.filter(({ keyFrame }) => keyFrame).length;
  const weights = clip.accessUnits.length + keyFrames * (KEY_FRAME_WEIGHT - 1);
  const clipBytes = (bitsPerSecond / 8) * (clip.accessUnits.length / clip.frameRate);
  const unitBytes = clipBytes / weights;
  return {
    ...clip,
    accessUnits: clip.accessUnits.map((unit) => ({
      ...unit,
      nalUnits: filledUp(unit.nalUnits, unitBytes * (unit.keyFrame ? KEY_FRAME_WEIGHT : 1)),
    })),
  };
}

function filledUp(nalUnits: readonly Uint8Array[], wantedBytes: number): Uint8Array[] {
  const sizeBytes = nalUnits.reduce((sum, nalUnit) => sum + nalUnit.length, 0);
  const words = Math.max(0, Math.round((wantedBytes - sizeBytes) / CABAC_ZERO_WORD.length));
  const last = nalUnits.findLastIndex(isSlice);
  return nalUnits.map((nalUnit, index) => (index === last ? withZeroWords(nalUnit, words) : nalUnit));
}

function isSlice(nalUnit: Uint8Array): boolean {
  const type = (nalUnit[0] ?? 0) & 0x1f;
  return type === NAL_TYPE_SLICE || type === NAL_TYPE_IDR_SLICE;
}

function withZeroWords(slice: Uint8Array, count: number): Uint8Array {
  const filled = new Uint8Array(slice.length + count * CABAC_ZERO_WORD.length);
  filled.set(slice);
  for (let at = slice.length; at < filled.length; at += CABAC_ZERO_WORD.length)
    filled.set(CABAC_ZERO_WORD, at);
  return filled;
}
