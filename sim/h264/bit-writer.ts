/** Writes the bit strings of ITU-T H.264 clause 7.2 and 9.1, most significant bit first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bitsFree = 0;

  /** u(n): `width` bits, at most 32. */
  bits(value: number, width: number): this {
    for (let bit = width - 1; bit >= 0; bit--) this.#bit((value >>> bit) & 1);
    return this;
  }

  /** ue(v): unsigned Exp-Golomb. */
  ue(value: number): this {
    const width = 32 - Math.clz32(value + 1);
    return this.bits(0, width - 1).bits(value + 1, width);
  }

  /** se(v): signed Exp-Golomb. */
  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Zero bits up to the next byte boundary. */
  align(): this {
    this.#bitsFree = 0;
    return this;
  }

  /** Copies the bits `from` ≤ n < `to` of a bit string, counted from its beginning. */
  copy(source: Uint8Array, from: number, to: number): this {
    let at = from;
    for (; at + 8 <= to; at += 8) {
      const pair = ((source[at >> 3] ?? 0) << 8) | (source[(at >> 3) + 1] ?? 0);
      this.#octet((pair >> (8 - (at & 7))) & 0xff);
    }
    for (; at < to; at++) this.#bit(((source[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return this;
  }

  /** What has been written, for payloads whose trailing bits are among it. */
  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** rbsp_trailing_bits: a one, then zeros to the boundary. Ends the payload. */
  finish(): Uint8Array {
    return this.bits(1, 1).align().bytes();
  }

  #octet(octet: number): void {
    const last = this.#bytes.length - 1;
    if (this.#bitsFree > 0) this.#bytes[last] = (this.#bytes[last] ?? 0) | (octet >> (8 - this.#bitsFree));
    this.#bytes.push((octet << this.#bitsFree) & 0xff);
  }

  #bit(bit: number): void {
    if (this.#bitsFree === 0) {
      this.#bytes.push(0);
      this.#bitsFree = 8;
    }
    this.#bitsFree--;
    const last = this.#bytes.length - 1;
    this.#bytes[last] = (this.#bytes[last] ?? 0) | (bit << this.#bitsFree);
  }
}
