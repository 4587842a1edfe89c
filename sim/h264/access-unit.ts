import { encodeCaptureSei } from '#core/contracts';
import { isSlice, NAL_TYPE, nalTypeOf } from './nal-unit.ts';

/** One picture, before it is stamped and sent. */
export interface Picture {
  readonly nalUnits: readonly Uint8Array[];
  readonly keyFrame: boolean;
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
}

/**
 * Puts the NAL units of one picture in the order of ITU-T H.264 7.4.1.2.3: delimiter, parameter sets (before every
 * key frame, as cameras do), the capture time, whatever else the encoder put in, slices.
 */
export function accessUnitOf(picture: Picture, capturedAtUs: number): Uint8Array[] {
  const accessUnit: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  for (const nalUnit of picture.nalUnits) {
    const type = nalTypeOf(nalUnit);
    if (type === NAL_TYPE.accessUnitDelimiter) accessUnit.push(nalUnit);
    else if (type !== NAL_TYPE.sps && type !== NAL_TYPE.pps) rest.push(nalUnit);
  }
  if (picture.keyFrame) accessUnit.push(picture.sps, picture.pps);
  const firstSlice = rest.findIndex(isSlice);
  const beforeSlices = firstSlice < 0 ? rest.length : firstSlice;
  accessUnit.push(
    ...rest.slice(0, beforeSlices),
    encodeCaptureSei(capturedAtUs),
    ...rest.slice(beforeSlices),
  );
  return accessUnit;
}
