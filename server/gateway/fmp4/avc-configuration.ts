import type { VideoFormat } from '../codec/video-format.ts';
import type { BoxWriter } from './box-writer.ts';

/** Profiles whose decoder configuration record also tells chroma format and bit depths. */
const HIGH_PROFILES = new Set([100, 110, 122, 144]);

/**
 * Writes `avcC`, the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1.2). NAL units in samples have
 * four-byte lengths.
 */
export function writeAvcConfiguration(writer: BoxWriter, format: VideoFormat): void {
  const { sps, pps } = format;
  const profile = sps[1] ?? 0;
  writer.box('avcC', () => {
    writer.u8(1); // configurationVersion
    writer.u8(profile);
    writer.u8(sps[2] ?? 0); // profile_compatibility
    writer.u8(sps[3] ?? 0); // level
    writer.u8(0b1111_1100 | 3); // lengthSizeMinusOne
    writer.u8(0b1110_0000 | 1);
    writer.u16(sps.byteLength);
    writer.bytes(sps);
    writer.u8(1);
    writer.u16(pps.byteLength);
    writer.bytes(pps);
    if (HIGH_PROFILES.has(profile)) writeChroma(writer, sps);
  });
}

function writeChroma(writer: BoxWriter, sps: Uint8Array): void {
  const bits = exponentialGolomb(sps, 4);
  bits.next(); // seq_parameter_set_id
  const chromaFormat = bits.next();
  // In 4:4:4 one bit (separate_colour_plane_flag) comes between; no camera codes that, so the depths are given as 8.
  const [lumaDepth, chromaDepth] = chromaFormat === 3 ? [0, 0] : [bits.next(), bits.next()];
  writer.u8(0b1111_1100 | (chromaFormat & 3));
  writer.u8(0b1111_1000 | (lumaDepth & 7));
  writer.u8(0b1111_1000 | (chromaDepth & 7));
  writer.u8(0); // numOfSequenceParameterSetExt
}

/** Reads ue(v) values (ITU-T H.264, 9.1) from `fromByte` on; zeros past the end. */
function exponentialGolomb(bytes: Uint8Array, fromByte: number): { next(): number } {
  let at = fromByte * 8;
  const bit = () => {
    const value = ((bytes[at >> 3] ?? 0xff) >> (7 - (at & 7))) & 1;
    at++;
    return value;
  };
  return {
    next() {
      let zeros = 0;
      while (bit() === 0) zeros++;
      let value = 1;
      for (let i = 0; i < zeros; i++) value = value * 2 + bit();
      return value - 1;
    },
  };
}
