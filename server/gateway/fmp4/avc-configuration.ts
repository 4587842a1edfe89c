import { BitReader, type H264Format } from '../codec/index.ts';
import type { BoxWriter } from './box-writer.ts';

/** Profiles whose decoder configuration record ends before chroma format and bit depths. */
const PLAIN_PROFILES = new Set([66, 77, 88]);

/**
 * Writes `avcC`, the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1.2). NAL units in samples have
 * four-byte lengths.
 */
export function writeAvcConfiguration(writer: BoxWriter, format: H264Format): void {
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
    if (!PLAIN_PROFILES.has(profile)) writeChroma(writer, sps);
  });
}

function writeChroma(writer: BoxWriter, sps: Uint8Array): void {
  // No emulation prevention can come this early: the level is not zero.
  const reader = new BitReader(sps.subarray(4));
  reader.unsigned(); // seq_parameter_set_id
  const chromaFormat = reader.unsigned();
  if (chromaFormat === 3) reader.flag(); // separate_colour_plane_flag
  writer.u8(0b1111_1100 | (chromaFormat & 3));
  writer.u8(0b1111_1000 | (reader.unsigned() & 7)); // bit_depth_luma_minus8
  writer.u8(0b1111_1000 | (reader.unsigned() & 7));
  writer.u8(0); // numOfSequenceParameterSetExt
}
