/** Receives what the payloads held, in order. */
export interface NalUnitSink {
  nalUnit(nalUnit: Uint8Array): void;
  /** Part of a NAL unit is missing or damaged. */
  damaged(): void;
}

const STAP_A = 24;
const FU_A = 28;
const START_BIT = 0x80;
const END_BIT = 0x40;
/** Larger than any picture a camera makes; a fragment chain beyond it is broken. */
const NAL_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Takes NAL units out of RTP payloads (RFC 6184): single ones and STAP-A as slices, FU-A fragments joined, which is the
 * one copy they cost. Packetization mode 2 (STAP-B, MTAP, FU-B) is not used by cameras and counts as damage.
 */
export class H264Depacketizer {
  readonly #sink: NalUnitSink;
  #fragments: Uint8Array[] = [];
  #fragmentBytes = 0;
  /** The header of the NAL unit being joined; null when none is. */
  #header: number | null = null;

  constructor(sink: NalUnitSink) {
    this.#sink = sink;
  }

  /** Takes in one payload, never empty. */
  push(payload: Uint8Array): void {
    const type = (payload[0] ?? 0) & 0x1f;
    const whole = type === FU_A ? this.#fragment(payload) : this.#unfragmented(payload, type);
    if (!whole) this.#sink.damaged();
  }

  /** Packets are missing: what was being joined cannot be completed. */
  loss(): void {
    this.#clear();
  }

  #unfragmented(payload: Uint8Array, type: number): boolean {
    this.#breakOff();
    if (type === STAP_A) return this.#aggregate(payload);
    const single = type >= 1 && type < STAP_A;
    if (single) this.#sink.nalUnit(payload);
    return single;
  }

  /** RFC 6184, 5.7.1. Some cameras pad with zeros at the end (Q21). */
  #aggregate(payload: Uint8Array): boolean {
    let at = 1;
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
   * RFC 6184, 5.8. Start and end in one fragment is forbidden there and sent all the same (Q21: CostarHD, OpenIPC);
   * so are types that differ from the first fragment's (Tiandy), where the first is right; and empty fragments.
   */
  #fragment(payload: Uint8Array): boolean {
    const indicator = payload[0] ?? 0;
    const header = payload[1];
    if (header === undefined) return false;
    if ((header & START_BIT) !== 0) {
      this.#breakOff();
      this.#header = (indicator & 0xe0) | (header & 0x1f);
    }
    if (this.#header === null) return false;
    if (this.#fragmentBytes + payload.length > NAL_BYTES_MAX) {
      this.#clear();
      return false;
    }
    this.#fragments.push(payload.subarray(2));
    this.#fragmentBytes += payload.length - 2;
    if ((header & END_BIT) !== 0) this.#join(this.#header);
    return true;
  }

  #join(header: number): void {
    const nalUnit = Buffer.allocUnsafe(1 + this.#fragmentBytes);
    nalUnit[0] = header;
    let at = 1;
    for (const fragment of this.#fragments) {
      nalUnit.set(fragment, at);
      at += fragment.length;
    }
    this.#clear();
    this.#sink.nalUnit(nalUnit);
  }

  /** Something else came before the last fragment. */
  #breakOff(): void {
    if (this.#header === null) return;
    this.#clear();
    this.#sink.damaged();
  }

  #clear(): void {
    this.#header = null;
    this.#fragments = [];
    this.#fragmentBytes = 0;
  }
}
