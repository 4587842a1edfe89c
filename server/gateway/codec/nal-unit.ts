/** NAL unit types (ITU-T H.264, table 7-1). */
export const nalType = {
  slice: 1,
  dataPartitionC: 4,
  idrSlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  accessUnitDelimiter: 9,
} as const;

export function nalTypeOf(nalUnit: Uint8Array): number {
  return (nalUnit[0] ?? 0) & 0x1f;
}

/** Whether the type carries a part of the primary picture. */
export function isSlice(type: number): boolean {
  return type >= nalType.slice && type <= nalType.idrSlice;
}

/** Whether a slice is the first of its picture: `first_mb_in_slice` is 0, which ue(v) writes as a single 1 bit. */
export function startsPicture(slice: Uint8Array): boolean {
  return ((slice[1] ?? 0) & 0x80) !== 0;
}

const START_CODE = Uint8Array.of(0, 0, 1);

/**
 * Splits what a camera sent as one NAL unit at the start codes (annex B) that have no business in there (Q18, Q21: V380).
 * @returns the units as slices; the input alone if it is clean, which is the rule
 */
export function splitAtStartCodes(bytes: Uint8Array): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let code = view.indexOf(START_CODE);
  if (code === -1) return [bytes];
  const units: Uint8Array[] = [];
  let start = 0;
  while (code !== -1) {
    addUnit(units, bytes, start, code);
    start = code + START_CODE.length;
    code = view.indexOf(START_CODE, start);
  }
  addUnit(units, bytes, start, bytes.length);
  return units;
}

/** A unit ends in no zero byte (7.4.1); those before a start code belong to it. */
function addUnit(units: Uint8Array[], bytes: Uint8Array, start: number, limit: number): void {
  let end = limit;
  while (end > start && bytes[end - 1] === 0) end--;
  if (end > start) units.push(bytes.subarray(start, end));
}
