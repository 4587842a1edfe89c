import type { ClipStream } from '#sim/cameras';

/**
 * How far apart the key frames of a looped clip are, in ms.
 * @throws RangeError if they are not evenly spaced
 */
export function keyFrameIntervalMs({ accessUnits, frameRate }: ClipStream): number {
  const places = accessUnits.flatMap(({ keyFrame }, index) => (keyFrame ? [index] : []));
  const pictures = accessUnits.length / places.length;
  if (!places.every((place, nth) => place === nth * pictures)) {
    throw new RangeError('key frames are not evenly spaced');
  }
  return (pictures * 1_000) / frameRate;
}

/**
 * How long the camera itself made a viewer wait: from a moment to the next key frame it took.
 * @param oneMs when it took any one of its key frames
 * @returns 0 ≤ wait < `intervalMs`
 */
export function keyFrameWaitMs(fromMs: number, oneMs: number, intervalMs: number): number {
  const wait = (oneMs - fromMs) % intervalMs;
  return wait < 0 ? wait + intervalMs : wait;
}
