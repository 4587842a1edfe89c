import { addEmulationPrevention } from '#core/contracts';

/** nal_unit_type, ITU-T H.264 table 7-1: those this simulator makes or looks at. */
export const NAL_TYPE = {
  slice: 1,
  idrSlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  accessUnitDelimiter: 9,
  filler: 12,
} as const;

/** nal_unit_type of a NAL unit without start code. */
export function nalTypeOf(nalUnit: Uint8Array): number {
  return (nalUnit[0] ?? 0) & 0x1f;
}

/** Whether the NAL unit carries picture data (VCL, types 1 to 5). */
export function isSlice(nalUnit: Uint8Array): boolean {
  const type = nalTypeOf(nalUnit);
  return type >= NAL_TYPE.slice && type <= NAL_TYPE.idrSlice;
}

/** Puts the header before the payload and the emulation prevention into it. */
export function nalUnitOf(refIdc: number, type: number, rbsp: Uint8Array): Uint8Array {
  const payload = addEmulationPrevention(rbsp);
  const nalUnit = new Uint8Array(1 + payload.length);
  nalUnit[0] = (refIdc << 5) | type;
  nalUnit.set(payload, 1);
  return nalUnit;
}
