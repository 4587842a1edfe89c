/** The H.264 NAL unit types this project's footage is made of (ITU-T H.264, table 7-1). */
export const nalType = { slice: 1, idrSlice: 5, sps: 7, pps: 8, accessUnitDelimiter: 9 } as const;

/** One coded picture. */
export interface AccessUnit {
  /** In stream order and without start codes; the delimiter and any parameter sets are among them. */
  readonly nalUnits: readonly Uint8Array[];
  /** True for an IDR picture. */
  readonly keyFrame: boolean;
}

/** The `nal_unit_type` of a NAL unit, from its one-byte header (H.264 section 7.3.1). */
export function nalTypeOf(nalUnit: Uint8Array): number {
  return (nalUnit[0] ?? 0) & 0x1f;
}

/**
 * Cuts a byte stream into NAL units (H.264 annex B).
 *
 * Start codes of three and four bytes may be mixed. Zero bytes before a start code belong to the stream, not
 * to the NAL unit, which never ends in zero (section 7.4.1). Bytes before the first start code are dropped.
 * @returns views on `stream`, no copies
 */
export function splitNalUnits(stream: Uint8Array): Uint8Array[] {
  const nalUnits: Uint8Array[] = [];
  let start = -1;
  const close = (end: number) => {
    if (start < 0) return;
    let last = end;
    while (last > start && stream[last - 1] === 0) last -= 1;
    if (last > start) nalUnits.push(stream.subarray(start, last));
  };
  for (let one = stream.indexOf(1, 2); one !== -1; one = stream.indexOf(1, one + 1)) {
    if (stream[one - 1] !== 0 || stream[one - 2] !== 0) continue;
    close(one - 2);
    start = one + 1;
  }
  close(stream.length);
  return nalUnits;
}

/** Groups NAL units into access units; each begins with an access unit delimiter (H.264 section 7.4.1.2.3). */
export function groupAccessUnits(nalUnits: readonly Uint8Array[]): AccessUnit[] {
  const groups: Uint8Array[][] = [];
  for (const nalUnit of nalUnits) {
    const open = groups.at(-1);
    if (open === undefined || nalTypeOf(nalUnit) === nalType.accessUnitDelimiter) groups.push([nalUnit]);
    else open.push(nalUnit);
  }
  return groups.map((group) => ({
    nalUnits: group,
    keyFrame: group.some((nalUnit) => nalTypeOf(nalUnit) === nalType.idrSlice),
  }));
}
