import { removeEmulationPrevention } from '#core/contracts';
import { BitReader } from './bit-reader.ts';
import type { CodecCounters } from './codec-counters.ts';
import { nalType, nalTypeOf, splitAtStartCodes } from './nal-unit.ts';
import { parseSequenceParameterSet, type SequenceParameterSet } from './sequence-parameter-set.ts';
import type { VideoFormat } from './video-format.ts';

const SET_BYTES_MAX = 2_048;
const SETS_MAX = 64;

interface StoredSps {
  readonly nalUnit: Uint8Array;
  readonly content: SequenceParameterSet;
}

interface StoredPps {
  readonly nalUnit: Uint8Array;
  readonly spsId: number;
}

/**
 * The parameter sets of a stream by their ids, from the description or from the stream itself; the newest of an id counts
 * (ITU-T H.264, 7.4.1.2.1). Invalid ones are passed over, so a broken set in one place does not hide a good one in
 * the other (Q18, Q28). Sets are copied: they outlive the buffers they came in.
 */
export class ParameterSets {
  readonly #counters: CodecCounters;
  readonly #sps = new Map<number, StoredSps>();
  readonly #pps = new Map<number, StoredPps>();

  constructor(counters: CodecCounters) {
    this.#counters = counters;
  }

  /**
   * Takes in `sprop-parameter-sets` (RFC 6184, 8.1): NAL units in base64, separated by commas; some cameras put start
   * codes before them, or both sets into one.
   */
  addFromDescription(text: string): void {
    for (const part of text.split(',', SETS_MAX)) {
      for (const nalUnit of splitAtStartCodes(Buffer.from(part, 'base64'))) this.add(nalUnit);
    }
  }

  /** Takes in one set; anything else is passed over. */
  add(nalUnit: Uint8Array): void {
    const type = nalTypeOf(nalUnit);
    if (type !== nalType.sps && type !== nalType.pps) return;
    const known =
      nalUnit.length <= SET_BYTES_MAX &&
      (type === nalType.sps ? this.#addSps(nalUnit) : this.#addPps(nalUnit));
    if (!known) this.#counters.malformedPayloads++;
  }

  /** The sets that an IDR slice refers to (7.3.3); null when one is missing. Equal sets give the identical object. */
  formatOf(idrSlice: Uint8Array): VideoFormat | null {
    // Three ue(v) of at most 32 bits each: no need to unescape the whole slice.
    const reader = new BitReader(removeEmulationPrevention(idrSlice.subarray(1, 24)));
    reader.unsigned();
    reader.unsigned();
    const pps = this.#pps.get(reader.unsigned());
    const sps = pps === undefined ? undefined : this.#sps.get(pps.spsId);
    if (reader.failed || pps === undefined || sps === undefined) return null;
    if (this.#format?.sps !== sps.nalUnit || this.#format.pps !== pps.nalUnit) {
      const { width, height, frameRate, codecString } = sps.content;
      this.#format = {
        codec: 'h264',
        sps: sps.nalUnit,
        pps: pps.nalUnit,
        width,
        height,
        frameRate,
        codecString,
      };
    }
    return this.#format;
  }

  #format: VideoFormat | null = null;

  #addSps(nalUnit: Uint8Array): boolean {
    for (const stored of this.#sps.values()) if (sameBytes(stored.nalUnit, nalUnit)) return true;
    const content = parseSequenceParameterSet(nalUnit);
    if (content === null) return false;
    this.#sps.set(content.id, { nalUnit: nalUnit.slice(), content });
    return true;
  }

  #addPps(nalUnit: Uint8Array): boolean {
    for (const stored of this.#pps.values()) if (sameBytes(stored.nalUnit, nalUnit)) return true;
    const reader = new BitReader(removeEmulationPrevention(nalUnit.subarray(1)));
    const id = reader.unsigned();
    const spsId = reader.unsigned();
    if (reader.failed || id > 255 || spsId > 31) return false;
    if (!this.#pps.has(id) && this.#pps.size === SETS_MAX) return false;
    this.#pps.set(id, { nalUnit: nalUnit.slice(), spsId });
    return true;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
