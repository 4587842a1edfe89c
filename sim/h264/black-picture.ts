import { BitWriter } from './bit-writer.ts';
import { NAL_TYPE, nalUnitOf } from './nal-unit.ts';

/**
 * An encoder of nothing: a sequence of all-black pictures of any size, Constrained Baseline profile, CAVLC.
 * Clauses and tables are those of ITU-T H.264.
 */
const MACROBLOCK = 16;
const PROFILE_BASELINE = 66;
const CONSTRAINED = 0b1100_0000; // constraint_set0_flag and constraint_set1_flag
const LEVEL = 40; // up to 1920×1088 at 30 pictures a second, table A-1
const FRAME_NUM_BITS = 4;
const BLACK_LUMA = 16;
const NEUTRAL_CHROMA = 128;
const SLICE_TYPE = { p: 5, i: 7 } as const; // table 7-6: all slices of the picture are of this type
const MB_TYPE = { i16x16Dc: 3, iPcm: 25 } as const; // table 7-11

export interface BlackPictures {
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  /** The key frame. */
  readonly idr: Uint8Array;
  /** The `n`th picture after the key frame, `n` ≥ 1: the same again. */
  repeat(n: number): Uint8Array;
}

/**
 * Makes black pictures.
 * @param size in pixels, both even
 */
export function blackPictures(size: { readonly width: number; readonly height: number }): BlackPictures {
  const columns = Math.ceil(size.width / MACROBLOCK);
  const rows = Math.ceil(size.height / MACROBLOCK);
  const repeats = new Map<number, Uint8Array>();
  return {
    sps: sequenceParameterSet(size.width, size.height, columns, rows),
    pps: pictureParameterSet(),
    idr: idrSlice(columns, rows),
    repeat: (n) => {
      const frameNum = n % 2 ** FRAME_NUM_BITS;
      const known = repeats.get(frameNum);
      const slice = known ?? skippedSlice(frameNum, columns * rows);
      if (known === undefined) repeats.set(frameNum, slice);
      return slice;
    },
  };
}

function sequenceParameterSet(width: number, height: number, columns: number, rows: number): Uint8Array {
  const writer = new BitWriter();
  writer.bits(PROFILE_BASELINE, 8).bits(CONSTRAINED, 8).bits(LEVEL, 8);
  writer.ue(0); // seq_parameter_set_id
  writer.ue(FRAME_NUM_BITS - 4); // log2_max_frame_num_minus4
  writer.ue(2); // pic_order_cnt_type: output order is decoding order
  writer.ue(1); // max_num_ref_frames
  writer.bits(0, 1); // gaps_in_frame_num_value_allowed_flag
  writer.ue(columns - 1).ue(rows - 1);
  writer.bits(1, 1); // frame_mbs_only_flag
  writer.bits(1, 1); // direct_8x8_inference_flag
  const cropRight = (columns * MACROBLOCK - width) / 2; // in chroma samples, 7-19
  const cropBottom = (rows * MACROBLOCK - height) / 2;
  const cropped = cropRight > 0 || cropBottom > 0;
  writer.bits(cropped ? 1 : 0, 1);
  if (cropped) writer.ue(0).ue(cropRight).ue(0).ue(cropBottom);
  writer.bits(0, 1); // vui_parameters_present_flag
  return nalUnitOf(3, NAL_TYPE.sps, writer.finish());
}

function pictureParameterSet(): Uint8Array {
  const writer = new BitWriter();
  writer.ue(0).ue(0); // pic_parameter_set_id, seq_parameter_set_id
  writer.bits(0, 2); // entropy_coding_mode_flag: CAVLC; bottom_field_pic_order_in_frame_present_flag
  writer.ue(0); // num_slice_groups_minus1
  writer.ue(0).ue(0); // num_ref_idx_l0/l1_default_active_minus1
  writer.bits(0, 3); // weighted_pred_flag, weighted_bipred_idc
  writer.se(0).se(0).se(0); // pic_init_qp_minus26, pic_init_qs_minus26, chroma_qp_index_offset
  writer.bits(0, 3); // deblocking_filter_control_present, constrained_intra_pred, redundant_pic_cnt_present
  return nalUnitOf(3, NAL_TYPE.pps, writer.finish());
}

/** The first macroblock says what black is (I_PCM); all others are predicted from their neighbours, no residual. */
function idrSlice(columns: number, rows: number): Uint8Array {
  const writer = new BitWriter();
  writer.ue(0).ue(SLICE_TYPE.i).ue(0).bits(0, FRAME_NUM_BITS); // first_mb, slice_type, pps id, frame_num
  writer.ue(0); // idr_pic_id
  writer.bits(0, 2); // no_output_of_prior_pics_flag, long_term_reference_flag
  writer.se(0); // slice_qp_delta
  writer.ue(MB_TYPE.iPcm).align();
  for (let i = 0; i < 256; i++) writer.bits(BLACK_LUMA, 8);
  for (let i = 0; i < 128; i++) writer.bits(NEUTRAL_CHROMA, 8);
  for (let address = 1; address < columns * rows; address++) {
    writer.ue(MB_TYPE.i16x16Dc);
    writer.ue(0).se(0); // intra_chroma_pred_mode: DC; mb_qp_delta
    // coeff_token for no coefficients, table 9-5. The right and lower neighbours of the I_PCM macroblock count its
    // 16 coefficients (9.2.1), which selects the table's last column.
    const besidePcm = address === 1 || address === columns;
    if (besidePcm) writer.bits(0b000011, 6);
    else writer.bits(1, 1);
  }
  return nalUnitOf(3, NAL_TYPE.idrSlice, writer.finish());
}

/** Every macroblock skipped: the picture before, once more (mb_skip_run, 7.3.4). */
function skippedSlice(frameNum: number, macroblocks: number): Uint8Array {
  const writer = new BitWriter();
  writer.ue(0).ue(SLICE_TYPE.p).ue(0).bits(frameNum, FRAME_NUM_BITS);
  writer.bits(0, 2); // num_ref_idx_active_override_flag, ref_pic_list_modification_flag_l0
  writer.bits(0, 1); // adaptive_ref_pic_marking_mode_flag
  writer.se(0); // slice_qp_delta
  writer.ue(macroblocks);
  return nalUnitOf(2, NAL_TYPE.slice, writer.finish());
}
