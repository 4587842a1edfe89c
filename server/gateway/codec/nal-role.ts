/**
 * What a NAL unit is to the stream. `key_slice`: of a picture from which decoding can start. `leading_slice`: of one that
 * cannot be decoded when decoding starts at the key frame before it. `side_data`: travels with its picture.
 */
export type NalRole =
  | 'key_slice'
  | 'leading_slice'
  | 'slice'
  | 'side_data'
  | 'delimiter'
  | 'parameter_set'
  | 'left_out';

/** Whether it carries a part of the primary picture. */
export function isSlice(role: NalRole): role is 'key_slice' | 'leading_slice' | 'slice' {
  return role === 'slice' || role === 'key_slice' || role === 'leading_slice';
}
