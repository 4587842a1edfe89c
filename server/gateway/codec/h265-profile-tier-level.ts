import type { BitReader } from './bit-reader.ts';

/** The general part of `profile_tier_level` (ITU-T H.265, 7.3.3). */
export interface H265ProfileTierLevel {
  readonly profileSpace: number;
  readonly highTier: boolean;
  readonly profile: number;
  /** 32 flags, that of profile 0 first. */
  readonly compatibility: number;
  /** Six bytes. */
  readonly constraints: readonly number[];
  /** Thirty times the level. */
  readonly level: number;
}

const SUB_LAYER_PROFILE_BITS = 88;
const SUB_LAYER_LEVEL_BITS = 8;

/** Reads it, and passes over what it says of the sub-layers. */
export function readProfileTierLevel(reader: BitReader, subLayersAboveFirst: number): H265ProfileTierLevel {
  const profileSpace = reader.bits(2);
  const highTier = reader.flag();
  const profile = reader.bits(5);
  const compatibility = reader.bits(32);
  const constraints = Array.from({ length: 6 }, () => reader.bits(8));
  const level = reader.bits(8);
  skipSubLayers(reader, subLayersAboveFirst);
  return { profileSpace, highTier, profile, compatibility, constraints, level };
}

function skipSubLayers(reader: BitReader, count: number): void {
  if (count === 0) return;
  let bits = 0;
  for (let layer = 0; layer < 8; layer++) {
    const hasProfile = reader.flag();
    const hasLevel = reader.flag();
    if (layer >= count) continue; // reserved
    bits += (hasProfile ? SUB_LAYER_PROFILE_BITS : 0) + (hasLevel ? SUB_LAYER_LEVEL_BITS : 0);
  }
  for (; bits > 0; bits -= 8) reader.bits(8);
}

/** The name of a codec by ISO/IEC 14496-15, annex E.3. */
export function h265CodecString(of: H265ProfileTierLevel): string {
  const space = ['', 'A', 'B', 'C'][of.profileSpace] ?? '';
  const significant = of.constraints.slice(0, of.constraints.findLastIndex((byte) => byte !== 0) + 1);
  return [
    'hvc1',
    `${space}${of.profile}`,
    hex(reversed(of.compatibility)),
    `${of.highTier ? 'H' : 'L'}${of.level}`,
    ...significant.map(hex),
  ].join('.');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}

function reversed(flags: number): number {
  let result = 0;
  for (let bit = 0; bit < 32; bit++) result = (result << 1) | ((flags >>> bit) & 1);
  return result >>> 0;
}
