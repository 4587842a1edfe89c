import { NAL_TYPE } from './nal-unit.ts';

const HEADER_AND_TRAILING_BYTES = 2;

/**
 * Makes a filler data NAL unit (ITU-T H.264 7.3.2.7) of exactly `sizeBytes`: bytes that count for the bit rate and
 * that every decoder throws away.
 * @returns `null` when that is too small to be one
 */
export function fillerNalUnit(sizeBytes: number): Uint8Array | null {
  if (sizeBytes < HEADER_AND_TRAILING_BYTES) return null;
  const nalUnit = new Uint8Array(sizeBytes).fill(0xff);
  nalUnit[0] = NAL_TYPE.filler;
  nalUnit[sizeBytes - 1] = 0x80;
  return nalUnit;
}

/** Tells, access unit by access unit, how much filler brings a stream up to a bit rate over time. */
export class BitRatePadding {
  readonly #budgetBytes: number;
  #owedBytes = 0;

  constructor(options: { readonly bitsPerSecond: number; readonly frameRate: number }) {
    this.#budgetBytes = options.bitsPerSecond / 8 / options.frameRate;
  }

  /**
   * The filler to send with an access unit of `sizeBytes`. A key frame over the budget is saved up for by sending
   * less filler afterwards.
   */
  fillerFor(sizeBytes: number): Uint8Array | null {
    this.#owedBytes += this.#budgetBytes - sizeBytes;
    const filler = fillerNalUnit(Math.floor(this.#owedBytes));
    if (filler !== null) this.#owedBytes -= filler.length;
    return filler;
  }
}
