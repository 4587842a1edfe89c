import type { NalRole } from './nal-role.ts';

/** NAL unit types (ITU-T H.264, table 7-1). */
export const h264NalType = {
  slice: 1,
  dataPartitionC: 4,
  idrSlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  accessUnitDelimiter: 9,
} as const;

export function h264NalTypeOf(nalUnit: Uint8Array): number {
  return (nalUnit[0] ?? 0) & 0x1f;
}

export function h264RoleOf(nalUnit: Uint8Array): NalRole {
  const type = h264NalTypeOf(nalUnit);
  switch (type) {
    case h264NalType.idrSlice:
      return 'key_slice';
    case h264NalType.sei:
      return 'side_data';
    case h264NalType.sps:
    case h264NalType.pps:
      return 'parameter_set';
    case h264NalType.accessUnitDelimiter:
      return 'delimiter';
    default:
      return type >= h264NalType.slice && type <= h264NalType.dataPartitionC ? 'slice' : 'left_out';
  }
}

/** Whether a slice is the first of its picture: `first_mb_in_slice` is 0, which ue(v) writes as a single 1 bit. */
export function h264StartsPicture(slice: Uint8Array): boolean {
  return ((slice[1] ?? 0) & 0x80) !== 0;
}
