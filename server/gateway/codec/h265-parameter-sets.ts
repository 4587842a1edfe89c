import { removeEmulationPrevention } from '#core/contracts';
import { BitReader } from './bit-reader.ts';
import { H265_HEADER_BYTES, h265NalType, h265NalTypeOf } from './h265-nal-unit.ts';
import { parseH265SequenceParameterSet } from './h265-sequence-parameter-set.ts';
import { ParameterSetTable } from './parameter-set-table.ts';
import type { ParameterSets } from './parameter-sets.ts';
import type { H265Format } from './video-format.ts';

/** Video, sequence and picture parameter sets of an H.265 stream. */
export class H265ParameterSets implements ParameterSets {
  readonly #vps = new ParameterSetTable(parseVideoParameterSet);
  readonly #sps = new ParameterSetTable(parseH265SequenceParameterSet);
  readonly #pps = new ParameterSetTable(parsePictureParameterSet);
  #format: H265Format | null = null;

  add(nalUnit: Uint8Array): boolean {
    switch (h265NalTypeOf(nalUnit)) {
      case h265NalType.vps:
        return this.#vps.add(nalUnit);
      case h265NalType.sps:
        return this.#sps.add(nalUnit);
      default:
        return this.#pps.add(nalUnit);
    }
  }

  /** ITU-T H.265, 7.3.6.1: two flags stand before the id in an IRAP picture. */
  formatOf(keySlice: Uint8Array): H265Format | null {
    const reader = readerOf(keySlice.subarray(0, 16));
    reader.bits(2);
    const pps = this.#pps.get(reader.unsigned());
    const sps = pps === undefined ? undefined : this.#sps.get(pps.content.spsId);
    const vps = sps === undefined ? undefined : this.#vps.get(sps.content.vpsId);
    if (reader.failed || pps === undefined || sps === undefined || vps === undefined) return null;
    const current = this.#format;
    if (current?.vps !== vps.nalUnit || current.sps !== sps.nalUnit || current.pps !== pps.nalUnit) {
      const { id: _, vpsId: __, ...content } = sps.content;
      this.#format = { codec: 'h265', vps: vps.nalUnit, sps: sps.nalUnit, pps: pps.nalUnit, ...content };
    }
    return this.#format;
  }
}

/** 7.3.2.1, as far as its id. */
function parseVideoParameterSet(nalUnit: Uint8Array): { id: number } | null {
  const reader = readerOf(nalUnit);
  const id = reader.bits(4);
  return reader.failed ? null : { id };
}

/** 7.3.2.3, as far as its ids. */
function parsePictureParameterSet(nalUnit: Uint8Array): { id: number; spsId: number } | null {
  const reader = readerOf(nalUnit);
  const id = reader.unsigned();
  const spsId = reader.unsigned();
  return reader.failed || id > 63 || spsId > 15 ? null : { id, spsId };
}

function readerOf(nalUnit: Uint8Array): BitReader {
  return new BitReader(removeEmulationPrevention(nalUnit.subarray(H265_HEADER_BYTES)));
}
