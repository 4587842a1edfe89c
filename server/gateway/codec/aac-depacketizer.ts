import type { AacPayloadFormat } from './aac-payload-format.ts';
import { BitReader } from './bit-reader.ts';

/** Receives what the payloads held. */
export interface AccessUnitSink {
  /** @param index of the unit in its packet, from 0 */
  accessUnit(unit: Uint8Array, index: number): void;
  /** A payload, or the rest of it, broke the rules and was dropped. */
  malformed(): void;
}

/** As long as 13 bits can say; AAC of two channels has at most 1,536 bytes a frame (ISO/IEC 14496-3, 4.5.3.1). */
const UNIT_BYTES_MAX = 8_191;
const UNITS_MAX = 64;

/** Takes access units out of RTP payloads (RFC 3640, 3.2): whole ones as slices, fragments joined. */
export class AacDepacketizer {
  readonly #format: AacPayloadFormat;
  readonly #sink: AccessUnitSink;
  #fragments: Uint8Array[] = [];
  /** Bytes of the unit being joined, and those still missing of it; 0 when none is. */
  #size = 0;
  #missing = 0;
  #ticks = 0;

  constructor(format: AacPayloadFormat, sink: AccessUnitSink) {
    this.#format = format;
    this.#sink = sink;
  }

  /** Takes in one payload, never empty. @param ticks its time stamp, which all fragments of a unit share */
  push(payload: Uint8Array, ticks: number): void {
    if (this.#missing > 0 && ticks !== this.#ticks) this.#malformed();
    this.#ticks = ticks;
    const { constantBytes } = this.#format;
    const head = this.#readHead(payload);
    if (head === null) {
      this.#malformed();
      return;
    }
    const data = payload.subarray(head.bytes);
    const sizes = head.sizes ?? repeated(constantBytes ?? data.length, data.length);
    const [size = 0] = sizes;
    if (sizes.length === 1 && size > data.length) this.#fragment(data, size);
    else this.#whole(data, sizes);
  }

  /** Packets are missing: what was being joined cannot be completed. */
  loss(): void {
    this.#fragments = [];
    this.#missing = 0;
  }

  #whole(data: Uint8Array, sizes: readonly number[]): void {
    if (this.#missing > 0) this.#malformed();
    let at = 0;
    for (const [index, size] of sizes.entries()) {
      if (size === 0 || size > UNIT_BYTES_MAX || at + size > data.length) {
        this.#malformed();
        return;
      }
      this.#sink.accessUnit(data.subarray(at, at + size), index);
      at += size;
    }
  }

  /** Every fragment carries the size of the whole unit (3.2.3). */
  #fragment(data: Uint8Array, size: number): void {
    if (this.#missing === 0) {
      this.#size = size;
      this.#missing = size;
    }
    const fits = size <= UNIT_BYTES_MAX && data.length <= this.#missing;
    if (!fits || size !== this.#size) {
      this.#malformed();
      return;
    }
    this.#fragments.push(data);
    this.#missing -= data.length;
    if (this.#missing > 0) return;
    const unit = Buffer.concat(this.#fragments);
    this.loss();
    this.#sink.accessUnit(unit, 0);
  }

  /** The headers of the access units, and the auxiliary section, which is passed over (3.2.1 and 3.2.2). */
  #readHead(payload: Uint8Array): { bytes: number; sizes: number[] | null } | null {
    const format = this.#format;
    const hasHeaders = format.sizeBits + format.indexBits + format.indexDeltaBits > 0;
    let bytes = 0;
    let sizes: number[] | null = null;
    if (hasHeaders) {
      const bits = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
      bytes = 2 + Math.ceil(bits / 8);
      sizes = bits === 0 || bytes > payload.length ? null : this.#readSizes(payload.subarray(2, bytes), bits);
      if (sizes === null) return null;
      if (format.sizeBits === 0) sizes = null;
    }
    if (format.auxiliarySizeBits > 0) {
      const reader = new BitReader(payload.subarray(bytes));
      bytes += Math.ceil((format.auxiliarySizeBits + reader.bits(format.auxiliarySizeBits)) / 8);
      if (reader.failed) return null;
    }
    return bytes < payload.length ? { bytes, sizes } : null;
  }

  /** @returns null for headers cut short, too many of them, or units out of their order */
  #readSizes(headers: Uint8Array, bits: number): number[] | null {
    const { format, reader } = { format: this.#format, reader: new BitReader(headers) };
    const sizes: number[] = [];
    while (reader.position < bits) {
      const size = reader.bits(format.sizeBits);
      const index = reader.bits(sizes.length === 0 ? format.indexBits : format.indexDeltaBits);
      if (format.compositionDeltaBits > 0 && reader.flag()) reader.bits(format.compositionDeltaBits);
      if (format.decodingDeltaBits > 0 && reader.flag()) reader.bits(format.decodingDeltaBits);
      if (format.randomAccess) reader.flag();
      reader.bits(format.streamStateBits);
      const interleaved = sizes.length > 0 && index !== 0;
      if (reader.failed || interleaved || sizes.length === UNITS_MAX) return null;
      sizes.push(size);
    }
    return sizes;
  }

  #malformed(): void {
    this.loss();
    this.#sink.malformed();
  }
}

/** As many sizes as fill the data; one more where the last is cut short, so that it is found out. */
function repeated(size: number, total: number): number[] {
  return Array.from({ length: Math.min(UNITS_MAX, Math.ceil(total / size)) }, () => size);
}
