import type { NalRole } from './nal-role.ts';

/** NAL unit types (ITU-T H.265, table 7-1). */
export const h265NalType = {
  raslN: 8,
  raslR: 9,
  firstIrap: 16,
  lastIrap: 21,
  vps: 32,
  sps: 33,
  pps: 34,
  accessUnitDelimiter: 35,
  prefixSei: 39,
  suffixSei: 40,
} as const;

/** Bytes of the header of a NAL unit (7.3.1.2). */
export const H265_HEADER_BYTES = 2;

export function h265NalTypeOf(nalUnit: Uint8Array): number {
  return ((nalUnit[0] ?? 0) >> 1) & 0x3f;
}

/** Every IRAP picture is a key frame: smart codecs send CRA where others send IDR. */
export function h265RoleOf(nalUnit: Uint8Array): NalRole {
  const type = h265NalTypeOf(nalUnit);
  if (type === h265NalType.raslN || type === h265NalType.raslR) return 'leading_slice';
  if (type < h265NalType.raslR) return 'slice';
  if (type >= h265NalType.firstIrap && type <= h265NalType.lastIrap) return 'key_slice';
  switch (type) {
    case h265NalType.vps:
    case h265NalType.sps:
    case h265NalType.pps:
      return 'parameter_set';
    case h265NalType.accessUnitDelimiter:
      return 'delimiter';
    case h265NalType.prefixSei:
    case h265NalType.suffixSei:
      return 'side_data';
    default:
      return 'left_out';
  }
}

/** Whether a slice is the first of its picture: `first_slice_segment_in_pic_flag` (7.3.6.1). */
export function h265StartsPicture(slice: Uint8Array): boolean {
  return ((slice[H265_HEADER_BYTES] ?? 0) & 0x80) !== 0;
}
