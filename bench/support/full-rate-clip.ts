import type { ClipStream } from '#sim/cameras';
import { withZeroWords } from '#sim/h264';

/** How many times the size of another picture a key frame has; usual for cameras. */
const KEY_FRAME_WEIGHT = 8;

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
      nalUnits: withZeroWords(unit.nalUnits, unitBytes * (unit.keyFrame ? KEY_FRAME_WEIGHT : 1)),
    })),
  };
}
