import { ScratchPile } from '../memory/index.ts';
import type { PayloadFormat } from './payload-format.ts';

/** Receives what the payloads held, in order. NAL units are good until `push` returns. */
export interface NalUnitSink {
  nalUnit(nalUnit: Uint8Array): void;
  /** Part of a NAL unit is missing or damaged. */
  damaged(): void;
}

const START_BIT = 0x80;
const END_BIT = 0x40;
/** Larger than any picture a camera makes; a fragment chain beyond it is broken. */
const NAL_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Takes NAL units out of RTP payloads (RFC 6184, RFC 7798): single ones and aggregated ones as slices, fragments joined.
 */
export class Depacketizer {
  readonly #format: PayloadFormat;
  readonly #sink: NalUnitSink;
  /** Header and fragments of the NAL unit being joined; empty when none is. */
  readonly #fragments = new ScratchPile();

  constructor(format: PayloadFormat, sink: NalUnitSink) {
    this.#format = format;
    this.#sink = sink;
  }

  /** Takes in one payload, never empty. */
  push(payload: Uint8Array): void {
    const kind = this.#format.kindOf(payload);
    if (kind !== 'fragment') this.#breakOff();
    if (kind === 'single') this.#sink.nalUnit(payload);
    else if (kind === 'unknown') this.#sink.damaged();
    else {
      const whole = kind === 'fragment' ? this.#fragment(payload) : this.#aggregate(payload);
      if (!whole) this.#sink.damaged();
    }
  }

  /** Packets are missing: what was being joined cannot be completed. */
  loss(): void {
    this.#fragments.clear();
  }

  /** RFC 6184, 5.7.1; RFC 7798, 4.4.2. Some cameras pad with zeros at the end (Q21). */
  #aggregate(payload: Uint8Array): boolean {
    let at = this.#format.headerBytes;
    while (at + 2 < payload.length) {
      const size = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
      at += 2;
      if (size === 0) return true;
      if (at + size > payload.length) return false;
      this.#sink.nalUnit(payload.subarray(at, at + size));
      at += size;
    }
    return true;
  }

  /**
   * RFC 6184, 5.8; RFC 7798, 4.4.3. Start and end in one fragment is forbidden there and sent all the same (Q21:
   * CostarHD, OpenIPC); so are types that differ from the first fragment's (Tiandy), where the first is right; and empty
   * fragments.
   */
  #fragment(payload: Uint8Array): boolean {
    const { headerBytes } = this.#format;
    const flags = payload[headerBytes];
    if (flags === undefined) return false;
    if ((flags & START_BIT) !== 0) {
      this.#breakOff();
      this.#fragments.append(this.#format.fragmentedHeader(payload));
    }
    if (this.#fragments.length === 0) return false;
    if (this.#fragments.length + payload.length > NAL_BYTES_MAX) {
      this.#fragments.clear();
      return false;
    }
    this.#fragments.append(payload, headerBytes + 1);
    if ((flags & END_BIT) !== 0) this.#join();
    return true;
  }

  #join(): void {
    const nalUnit = this.#fragments.bytes;
    this.#fragments.clear();
    this.#sink.nalUnit(nalUnit);
  }

  /** Something else came before the last fragment. */
  #breakOff(): void {
    if (this.#fragments.length === 0) return;
    this.#fragments.clear();
    this.#sink.damaged();
  }
}
