import { BitWriter, NAL_TYPE, nalUnitOf } from '#sim/h264';
import type { Frame } from './frame.ts';
import type { PanoramaSlices } from './panorama-slices.ts';
import { FRAME_NUM_BITS } from './parameter-set.ts';

const MACROBLOCK = 16;
const SLICE_TYPE = { p: 5, i: 7 } as const; // H.264 table 7-6: all slices of the picture are of this type
const NO_DEBLOCKING = 1; // disable_deblocking_filter_idc
const QUARTERS = 4;

/**
 * A key frame that shows part of a panorama: the slices of that part, each with a header that says where it is now. Nothing is
 * decoded or encoded. Slices begin anywhere in an octet (CAVLC has no alignment), so their data are shifted by some bits.
 * @param corner of the coded picture in the panorama, in pixels, on the grid of its slices
 * @param idrPicId differs from that of the key frame before (7.4.3)
 */
export function keyPicture(
  slices: PanoramaSlices,
  frame: Frame,
  corner: { readonly x: number; readonly y: number },
  idrPicId: number,
): Uint8Array[] {
  const nalUnits: Uint8Array[] = [];
  const columns = frame.codedWidth / MACROBLOCK;
  for (let y = 0; y < frame.codedHeight; y += MACROBLOCK) {
    for (let x = 0; x < frame.codedWidth; x += slices.sliceWidth) {
      const slice = slices.at(corner.x + x, corner.y + y);
      const writer = new BitWriter();
      writer.ue((y / MACROBLOCK) * columns + x / MACROBLOCK); // first_mb_in_slice
      writer.ue(SLICE_TYPE.i).ue(0).bits(0, FRAME_NUM_BITS); // slice_type, pic_parameter_set_id, frame_num
      writer.ue(idrPicId);
      writer.bits(0, 2); // no_output_of_prior_pics_flag, long_term_reference_flag
      writer.se(slice.qpDelta).ue(NO_DEBLOCKING);
      writer.copy(slice.rbsp, slice.firstBit, slice.endBit);
      nalUnits.push(nalUnitOf(3, NAL_TYPE.idrSlice, writer.align().bytes()));
    }
  }
  return nalUnits;
}

/**
 * The picture before, moved: one slice in which every macroblock is predicted from `dx`, `dy` beside itself, without
 * residual. Whole pixels in luma and, being even, in chroma too, so nothing blurs however often it is done.
 *
 * Where a macroblock is skipped its vector is the median of its neighbours' (8.4.1.3), but zero if it has none to the left or
 * above (8.4.1.1): the first row and column are written out, with a difference of zero to their prediction, and all
 * others skipped.
 * @param dx, dy how far the view moves right and down, in pixels, even
 */
export function movedPicture(frame: Frame, frameNum: number, dx: number, dy: number): Uint8Array {
  const columns = frame.codedWidth / MACROBLOCK;
  const rows = frame.codedHeight / MACROBLOCK;
  const writer = new BitWriter();
  writer
    .ue(0)
    .ue(SLICE_TYPE.p)
    .ue(0)
    .bits(frameNum % 2 ** FRAME_NUM_BITS, FRAME_NUM_BITS);
  writer.bits(0, 2); // num_ref_idx_active_override_flag, ref_pic_list_modification_flag_l0
  writer.bits(0, 1); // adaptive_ref_pic_marking_mode_flag
  writer.se(0).ue(NO_DEBLOCKING); // slice_qp_delta
  const predicted = (skipped: number, x: number, y: number) => writer.ue(skipped).ue(0).se(x).se(y).ue(0); // mb_skip_run, mb_type: P_L0_16x16, mvd_l0, coded_block_pattern: none
  if (dx === 0 && dy === 0) writer.ue(columns * rows);
  else {
    predicted(0, dx * QUARTERS, dy * QUARTERS);
    for (let column = 1; column < columns; column++) predicted(0, 0, 0);
    for (let row = 1; row < rows; row++) predicted(row === 1 ? 0 : columns - 1, 0, 0);
    writer.ue(columns - 1);
  }
  return nalUnitOf(2, NAL_TYPE.slice, writer.finish());
}
