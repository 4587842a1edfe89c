import type { H265Format } from '../codec/index.ts';
import type { BoxWriter } from './box-writer.ts';

const NAL_TYPE_VPS = 32;
const NAL_TYPE_SPS = 33;
const NAL_TYPE_PPS = 34;

/**
 * Writes `hvcC`, the decoder configuration record (ISO/IEC 14496-15, 8.3.3.1.2). The sets are in here alone, as `hvc1`
 * has it; NAL units in samples have four-byte lengths.
 */
export function writeHevcConfiguration(writer: BoxWriter, format: H265Format): void {
  const { profileSpace, highTier, profile, compatibility, constraints, level } = format.profileTierLevel;
  writer.box('hvcC', () => {
    writer.u8(1); // configurationVersion
    writer.u8((profileSpace << 6) | (highTier ? 0x20 : 0) | profile);
    writer.u32(compatibility);
    for (const byte of constraints) writer.u8(byte);
    writer.u8(level);
    writer.u16(0xf000); // min_spatial_segmentation_idc: not known
    writer.u8(0b1111_1100); // parallelismType: not known
    writer.u8(0b1111_1100 | format.chromaFormat);
    writer.u8(0b1111_1000 | (format.bitDepthLuma - 8));
    writer.u8(0b1111_1000 | (format.bitDepthChroma - 8));
    writer.u16(0); // avgFrameRate: not known
    const lengthSizeMinusOne = 3;
    writer.u8((format.temporalLayers << 3) | (format.temporalIdNested ? 4 : 0) | lengthSizeMinusOne);
    writer.u8(3); // numOfArrays
    writeArray(writer, NAL_TYPE_VPS, format.vps);
    writeArray(writer, NAL_TYPE_SPS, format.sps);
    writeArray(writer, NAL_TYPE_PPS, format.pps);
  });
}

function writeArray(writer: BoxWriter, nalType: number, nalUnit: Uint8Array): void {
  const complete = 0x80;
  writer.u8(complete | nalType);
  writer.u16(1);
  writer.u16(nalUnit.byteLength);
  writer.bytes(nalUnit);
}
