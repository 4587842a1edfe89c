import { removeEmulationPrevention } from '#core/contracts';
import { BitReader } from './bit-reader.ts';
import { h264NalType, h264NalTypeOf } from './h264-nal-unit.ts';
import { parseH264SequenceParameterSet } from './h264-sequence-parameter-set.ts';
import { ParameterSetTable } from './parameter-set-table.ts';
import type { ParameterSets } from './parameter-sets.ts';
import type { H264Format } from './video-format.ts';

/** Sequence and picture parameter sets of an H.264 stream. */
export class H264ParameterSets implements ParameterSets {
  readonly #sps = new ParameterSetTable(parseH264SequenceParameterSet);
  readonly #pps = new ParameterSetTable(parsePictureParameterSet);
  #format: H264Format | null = null;

  add(nalUnit: Uint8Array): boolean {
    return (h264NalTypeOf(nalUnit) === h264NalType.sps ? this.#sps : this.#pps).add(nalUnit);
  }

  /** ITU-T H.264, 7.3.3. */
  formatOf(keySlice: Uint8Array): H264Format | null {
    // Three ue(v) of at most 32 bits each: no need to unescape the whole slice.
    const reader = new BitReader(removeEmulationPrevention(keySlice.subarray(1, 24)));
    reader.unsigned();
    reader.unsigned();
    const pps = this.#pps.get(reader.unsigned());
    const sps = pps === undefined ? undefined : this.#sps.get(pps.content.spsId);
    if (reader.failed || pps === undefined || sps === undefined) return null;
    if (this.#format?.sps !== sps.nalUnit || this.#format.pps !== pps.nalUnit) {
      const { id: _, ...content } = sps.content;
      this.#format = { codec: 'h264', sps: sps.nalUnit, pps: pps.nalUnit, ...content };
    }
    return this.#format;
  }
}

/** ITU-T H.264, 7.3.2.2, as far as its ids. */
function parsePictureParameterSet(nalUnit: Uint8Array): { id: number; spsId: number } | null {
  const reader = new BitReader(removeEmulationPrevention(nalUnit.subarray(1)));
  const id = reader.unsigned();
  const spsId = reader.unsigned();
  return reader.failed || id > 255 || spsId > 31 ? null : { id, spsId };
}
