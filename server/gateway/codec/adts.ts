import type { AacFormat } from './aac-format.ts';
import { aacFormatOf } from './audio-specific-config.ts';

/** An AAC frame that was wrapped in ADTS (ISO/IEC 14496-3, 1.A.2.2). */
export interface AdtsFrame {
  /** What the header says; null for a kind that is not relayed. */
  readonly format: AacFormat | null;
  /** Without the header. */
  readonly data: Uint8Array;
}

const HEADER_BYTES = 7;
const CHECKSUM_BYTES = 2;

/**
 * Takes the ADTS header off an access unit that has one, against RFC 3640 (Q29: go2rtc #1328). Nothing else is taken for
 * one: an AAC frame that began with the same bits would be empty.
 * @returns null where there is none
 */
export function unwrapAdts(unit: Uint8Array): AdtsFrame | null {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = unit;
  const startsLikeOne = first === 0xff && (second & 0xf6) === 0xf0;
  const frameBytes = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  const headerBytes = HEADER_BYTES + ((second & 1) === 0 ? CHECKSUM_BYTES : 0);
  if (!startsLikeOne || frameBytes > unit.length || frameBytes <= headerBytes) return null;
  const channels = ((third & 1) << 2) | (fourth >> 6);
  const format = aacFormatOf((third >> 6) + 1, (third >> 2) & 0x0f, channels);
  return { format, data: unit.subarray(headerBytes, frameBytes) };
}
