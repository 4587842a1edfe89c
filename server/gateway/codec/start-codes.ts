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

/** A unit ends in no zero byte (ITU-T H.264, 7.4.1; H.265, 7.4.2.1); those before a start code belong to it. */
function addUnit(units: Uint8Array[], bytes: Uint8Array, start: number, limit: number): void {
  let end = limit;
  while (end > start && bytes[end - 1] === 0) end--;
  if (end > start) units.push(bytes.subarray(start, end));
}
