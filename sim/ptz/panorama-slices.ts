import { removeEmulationPrevention } from '#core/contracts';
import { NAL_TYPE, nalTypeOf } from '#sim/h264';
import { BitReader } from './bit-reader.ts';

const MACROBLOCK = 16;
const PROFILE_HIGH = 100;

/** One coded picture of a panorama. */
export interface CodedPanorama {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Each slice is so many macroblocks of one row. */
  readonly sliceMacroblocks: number;
  /** Parameter sets and slices in stream order, without start codes. */
  readonly nalUnits: readonly Uint8Array[];
}

/** What of a slice does not depend on where it is shown: slice_data() and its trailing bits (7.3.2.8), as they are. */
export interface StoredSlice {
  readonly qpDelta: number;
  /** The whole payload without emulation prevention. */
  readonly rbsp: Uint8Array;
  readonly firstBit: number;
  /** After the stop bit. */
  readonly endBit: number;
}

/** A panorama taken apart. Clauses are those of ITU-T H.264. */
export class PanoramaSlices {
  readonly pps: Uint8Array;
  readonly sliceWidth: number;
  readonly #columns: number;
  readonly #slices: readonly StoredSlice[];

  /** @throws if the panorama is not coded as `PanoramaSlices` needs it: that is a fault of the drawing */
  constructor(panorama: CodedPanorama) {
    const { width, height, sliceMacroblocks, nalUnits } = panorama;
    const sps = nalUnits.find((nalUnit) => nalTypeOf(nalUnit) === NAL_TYPE.sps);
    const pps = nalUnits.find((nalUnit) => nalTypeOf(nalUnit) === NAL_TYPE.pps);
    if (sps === undefined || pps === undefined) throw new Error('a panorama without parameter sets');
    checkPictureParameters(pps);
    const frameNumBits = readFrameNumBits(sps);
    this.pps = pps;
    this.sliceWidth = sliceMacroblocks * MACROBLOCK;
    this.#columns = width / this.sliceWidth;
    this.#slices = nalUnits
      .filter((nalUnit) => nalTypeOf(nalUnit) === NAL_TYPE.idrSlice)
      .map((nalUnit, index) =>
        storeSlice(nalUnit, { frameNumBits, firstMacroblock: index * sliceMacroblocks }),
      );
    const rows = height / MACROBLOCK;
    if (this.#slices.length !== this.#columns * rows) throw new Error('a panorama without all its slices');
  }

  /** The slice whose upper left corner is there, in pixels. @throws RangeError when there is none */
  at(x: number, y: number): StoredSlice {
    const [column, row] = [x / this.sliceWidth, y / MACROBLOCK];
    const slice = column < this.#columns ? this.#slices[row * this.#columns + column] : undefined;
    if (slice === undefined) throw new RangeError(`no slice begins at ${x}, ${y}`);
    return slice;
  }
}

/** Slices are taken over without looking inside, so what steers their reading must be as expected (7.3.2.2). */
function checkPictureParameters(pps: Uint8Array): void {
  const reader = new BitReader(removeEmulationPrevention(pps.subarray(1)));
  const ids = [reader.ue(), reader.ue()];
  const isCabac = reader.bits(1);
  reader.bits(1); // bottom_field_pic_order_in_frame_present_flag: only with pic_order_cnt_type 0 or 1
  const sliceGroups = reader.ue();
  const references = [reader.ue(), reader.ue()];
  const weighted = reader.bits(1);
  const weightedB = reader.bits(2);
  reader.se(); // pic_init_qp_minus26
  reader.se(); // pic_init_qs_minus26
  reader.se(); // chroma_qp_index_offset
  const hasDeblockingControl = reader.bits(1);
  const isConstrainedIntra = reader.bits(1);
  const hasRedundantPictures = reader.bits(1);
  const zeros = [...ids, isCabac, sliceGroups, ...references, weighted, weightedB];
  if (
    [...zeros, isConstrainedIntra, hasRedundantPictures].some((value) => value !== 0) ||
    hasDeblockingControl !== 1
  )
    throw new Error('picture parameters of the panorama cannot be used');
}

/** Bits of frame_num, from the panorama's own SPS (7.3.2.1.1). */
function readFrameNumBits(sps: Uint8Array): number {
  const reader = new BitReader(removeEmulationPrevention(sps.subarray(1)));
  const profile = reader.bits(8);
  reader.bits(16); // constraint flags, level
  reader.ue(); // seq_parameter_set_id
  const chroma = reader.ue();
  const depths = [reader.ue(), reader.ue()];
  const bypass = reader.bits(1);
  const hasScaling = reader.bits(1);
  const frameNumBits = reader.ue() + 4;
  const orderType = reader.ue();
  const isUsable = profile === PROFILE_HIGH && chroma === 1 && orderType === 2;
  if (!isUsable || [...depths, bypass, hasScaling].some((value) => value !== 0))
    throw new Error('sequence parameters of the panorama cannot be used');
  return frameNumBits;
}

/** Reads the slice header (7.3.3), behind which the data begin. */
function storeSlice(
  nalUnit: Uint8Array,
  expected: { readonly frameNumBits: number; readonly firstMacroblock: number },
): StoredSlice {
  const rbsp = removeEmulationPrevention(nalUnit.subarray(1));
  const reader = new BitReader(rbsp);
  const firstMacroblock = reader.ue();
  const sliceType = reader.ue();
  reader.ue(); // pic_parameter_set_id
  reader.bits(expected.frameNumBits); // frame_num
  reader.ue(); // idr_pic_id
  reader.bits(2); // no_output_of_prior_pics_flag, long_term_reference_flag
  const qpDelta = reader.se();
  const deblocking = reader.ue();
  if (firstMacroblock !== expected.firstMacroblock || sliceType % 5 !== 2 || deblocking !== 1)
    throw new Error(`slice at macroblock ${firstMacroblock} of the panorama cannot be used`);
  const lastOctet = rbsp.at(-1) ?? 0;
  const trailingZeros = 31 - Math.clz32(lastOctet & -lastOctet);
  return { qpDelta, rbsp, firstBit: reader.position, endBit: rbsp.length * 8 - trailingZeros };
}
