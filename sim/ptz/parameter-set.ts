import { BitWriter, NAL_TYPE, nalUnitOf } from '#sim/h264';
import type { Frame } from './frame.ts';

const MACROBLOCK = 16;
const PROFILE_HIGH = 100;
const BT709 = 1;
export const FRAME_NUM_BITS = 4;

/** Sequence parameters (ITU-T H.264 7.3.2.1.1) of a picture that is coded larger than it is shown. */
export function sequenceParameterSet(frame: Frame): Uint8Array {
  const writer = new BitWriter();
  writer.bits(PROFILE_HIGH, 8).bits(0, 8).bits(frame.level, 8);
  writer.ue(0); // seq_parameter_set_id
  writer.ue(1).ue(0).ue(0); // chroma_format_idc: 4:2:0; bit depths: 8
  writer.bits(0, 2); // qpprime_y_zero_transform_bypass_flag, seq_scaling_matrix_present_flag
  writer.ue(FRAME_NUM_BITS - 4); // log2_max_frame_num_minus4
  writer.ue(2); // pic_order_cnt_type: output order is decoding order
  writer.ue(1); // max_num_ref_frames
  writer.bits(0, 1); // gaps_in_frame_num_value_allowed_flag
  writer.ue(frame.codedWidth / MACROBLOCK - 1).ue(frame.codedHeight / MACROBLOCK - 1);
  writer.bits(0b111, 3); // frame_mbs_only_flag, direct_8x8_inference_flag, frame_cropping_flag
  const right = frame.codedWidth - frame.width - frame.marginX;
  const bottom = frame.codedHeight - frame.height - frame.marginY;
  // In units of two pixels (7-19).
  for (const margin of [frame.marginX, right, frame.marginY, bottom]) writer.ue(margin / 2);
  writer.bits(1, 1); // vui_parameters_present_flag
  writer.bits(0, 2); // aspect_ratio_info_present_flag, overscan_info_present_flag
  writer.bits(1, 1).bits(5, 3).bits(0, 1); // video_signal_type_present_flag, unspecified format, limited range
  writer.bits(1, 1).bits(BT709, 8).bits(BT709, 8).bits(BT709, 8); // colour_description_present_flag
  writer.bits(0, 5); // chroma_loc, timing, both hrd, pic_struct
  writer.bits(0, 1); // bitstream_restriction_flag
  return nalUnitOf(3, NAL_TYPE.sps, writer.finish());
}
