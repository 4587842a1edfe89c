import { removeEmulationPrevention } from '#core/contracts';
import { BitReader } from './bit-reader.ts';
import { H265_HEADER_BYTES } from './h265-nal-unit.ts';
import { h265CodecString, readProfileTierLevel } from './h265-profile-tier-level.ts';
import { readH265FrameRate } from './h265-timing.ts';
import type { H265Format } from './video-format.ts';

/** What a sequence parameter set says (ITU-T H.265, 7.3.2.2), as far as it is needed. */
export interface H265SequenceParameterSet extends Omit<H265Format, 'codec' | 'vps' | 'sps' | 'pps'> {
  readonly id: number;
  readonly vpsId: number;
}

const SIDE_MAX = 16_384;
const SPS_ID_MAX = 15;
const CHROMA_444 = 3;
const BIT_DEPTH_MAX = 16;

/** Reads a set. Total. @param nalUnit with its header, without start code @returns null if it is none */
export function parseH265SequenceParameterSet(nalUnit: Uint8Array): H265SequenceParameterSet | null {
  const reader = new BitReader(removeEmulationPrevention(nalUnit.subarray(H265_HEADER_BYTES)));
  const vpsId = reader.bits(4);
  const subLayersAboveFirst = reader.bits(3);
  const temporalIdNested = reader.flag();
  const profileTierLevel = readProfileTierLevel(reader, subLayersAboveFirst);
  const id = reader.unsigned();
  const chromaFormat = reader.unsigned();
  const separatePlanes = chromaFormat === CHROMA_444 && reader.flag();
  const size = readSize(reader, separatePlanes ? 0 : chromaFormat);
  const bitDepthLuma = reader.unsigned() + 8;
  const bitDepthChroma = reader.unsigned() + 8;
  const orderCountBits = reader.unsigned() + 4;
  const reorderDepth = readReorderDepth(reader, subLayersAboveFirst);
  const sane = id <= SPS_ID_MAX && chromaFormat <= CHROMA_444 && bitDepthLuma <= BIT_DEPTH_MAX;
  if (reader.failed || !sane || bitDepthChroma > BIT_DEPTH_MAX || size === null) return null;
  return {
    id,
    vpsId,
    ...size,
    reorderDepth,
    frameRate: readH265FrameRate(reader, orderCountBits),
    codecString: h265CodecString(profileTierLevel),
    profileTierLevel,
    chromaFormat,
    bitDepthLuma,
    bitDepthChroma,
    temporalLayers: subLayersAboveFirst + 1,
    temporalIdNested,
  };
}

/** Table 6-1 and the conformance window of 7.4.3.2.1. */
function readSize(reader: BitReader, chromaArrayType: number): { width: number; height: number } | null {
  const codedWidth = reader.unsigned();
  const codedHeight = reader.unsigned();
  const unitX = chromaArrayType === 1 || chromaArrayType === 2 ? 2 : 1;
  const unitY = chromaArrayType === 1 ? 2 : 1;
  const [left, right, top, bottom] = reader.flag()
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  const width = codedWidth - (left + right) * unitX;
  const height = codedHeight - (top + bottom) * unitY;
  const sane = width >= 1 && height >= 1 && width <= SIDE_MAX && height <= SIDE_MAX;
  return sane ? { width, height } : null;
}

/** `sps_max_num_reorder_pics` of the highest sub-layer. */
function readReorderDepth(reader: BitReader, subLayersAboveFirst: number): number {
  const entries = reader.flag() ? subLayersAboveFirst + 1 : 1;
  let depth = 0;
  for (let entry = 0; entry < entries; entry++) {
    reader.unsigned();
    depth = reader.unsigned();
    reader.unsigned();
  }
  return depth;
}
