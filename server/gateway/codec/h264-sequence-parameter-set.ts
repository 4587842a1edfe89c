import { removeEmulationPrevention } from '#core/contracts';
import { BitReader } from './bit-reader.ts';
import { type H264Vui, readH264Vui } from './h264-vui.ts';

/** What a sequence parameter set says (ITU-T H.264, 7.3.2.1.1), as far as it is needed. */
export interface H264SequenceParameterSet extends H264Vui {
  readonly id: number;
  /** Displayed size in pixels, after cropping. */
  readonly width: number;
  readonly height: number;
  /** RFC 6381, 3.3: `avc1.` and profile, constraints and level in hexadecimal. */
  readonly codecString: string;
}

const SIDE_MAX = 16_384;
/** Profiles whose sets carry chroma format, bit depth and scaling lists (7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Reads a set. Total. @param nalUnit with its header, without start code @returns null if it is none */
export function parseH264SequenceParameterSet(nalUnit: Uint8Array): H264SequenceParameterSet | null {
  if (nalUnit.length < 5) return null;
  const reader = new BitReader(removeEmulationPrevention(nalUnit.subarray(1)));
  const profile = reader.bits(8);
  reader.bits(16);
  const id = reader.unsigned();
  const chroma = HIGH_PROFILES.has(profile) ? readChroma(reader) : { format: 1, separatePlanes: false };
  reader.unsigned();
  skipPictureOrderCount(reader);
  reader.unsigned();
  reader.flag();
  const size = readSize(reader, chroma.separatePlanes ? 0 : chroma.format);
  if (reader.failed || id > 31 || size === null) return null;
  const codecString = `avc1.${Buffer.from(nalUnit.subarray(1, 4)).toString('hex').toUpperCase()}`;
  return { id, ...size, ...readH264Vui(reader), codecString };
}

function readChroma(reader: BitReader): { format: number; separatePlanes: boolean } {
  const format = reader.unsigned();
  const separatePlanes = format === 3 && reader.flag();
  reader.unsigned();
  reader.unsigned();
  reader.flag();
  if (reader.flag()) {
    const lists = format === 3 ? 12 : 8;
    for (let list = 0; list < lists; list++) if (reader.flag()) skipScalingList(reader, list < 6 ? 16 : 64);
  }
  return { format, separatePlanes };
}

/** 7.3.2.1.1.1. */
function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < size; index++) {
    if (next !== 0) next = (last + reader.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrderCount(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.flag();
  reader.signed();
  reader.signed();
  const cycle = Math.min(255, reader.unsigned());
  for (let index = 0; index < cycle; index++) reader.signed();
}

/** Table 6-1 and equations 7-19 to 7-22. */
function readSize(reader: BitReader, chromaArrayType: number): { width: number; height: number } | null {
  const macroblocksWide = reader.unsigned() + 1;
  const mapUnitsHigh = reader.unsigned() + 1;
  const framesOnly = reader.flag();
  if (!framesOnly) reader.flag();
  reader.flag();
  const fields = framesOnly ? 1 : 2;
  const unitX = chromaArrayType === 1 || chromaArrayType === 2 ? 2 : 1;
  const unitY = (chromaArrayType === 1 ? 2 : 1) * fields;
  const cropped = reader.flag();
  const [left, right, top, bottom] = cropped
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  const width = macroblocksWide * 16 - (left + right) * unitX;
  const height = mapUnitsHigh * 16 * fields - (top + bottom) * unitY;
  const sane = width >= 1 && height >= 1 && width <= SIDE_MAX && height <= SIDE_MAX;
  return sane ? { width, height } : null;
}
