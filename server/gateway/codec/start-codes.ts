/** 0, 0, 1. */
const START_CODE_BYTES = 3;

/**
 * Splits what a camera sent as one NAL unit at the start codes (annex B) that have no business in there (Q18, Q21: V380).
 * @returns the units as slices; the input alone if it is clean, which is the rule
 */
export function splitAtStartCodes(bytes: Uint8Array): Uint8Array[] {
  let code = findStartCode(bytes, 0);
  if (code === -1) return [bytes];
  const units: Uint8Array[] = [];
  let start = 0;
  while (code !== -1) {
    addUnit(units, bytes, start, code);
    start = code + START_CODE_BYTES;
    code = findStartCode(bytes, start);
  }
  addUnit(units, bytes, start, bytes.length);
  return units;
}

/** Where the first start code from `from` on begins; -1 if there is none. Looks at every third byte of most data. */
function findStartCode(bytes: Uint8Array, from: number): number {
  for (let last = from + START_CODE_BYTES - 1; last < bytes.length; ) {
    const value = bytes[last] ?? 0;
    if (value === 1 && bytes[last - 1] === 0 && bytes[last - 2] === 0) return last - 2;
    last += value === 0 ? 1 : START_CODE_BYTES;
  }
  return -1;
}

/** A unit ends in no zero byte (ITU-T H.264, 7.4.1; H.265, 7.4.2.1); those before a start code belong to it. */
function addUnit(units: Uint8Array[], bytes: Uint8Array, start: number, limit: number): void {
  let end = limit;
  while (end > start && bytes[end - 1] === 0) end--;
  if (end > start) units.push(bytes.subarray(start, end));
}
