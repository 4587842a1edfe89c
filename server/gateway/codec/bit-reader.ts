/**
 * Reads bits, most significant first, from an RBSP (ITU-T H.264, 7.2 and 9.1). Never throws: past the end, or in an
 * exp-Golomb code no standard allows, it gives zeros and `failed` stays true.
 */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;
  #failed = false;

  constructor(rbsp: Uint8Array) {
    this.#bytes = rbsp;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** Bits read so far. */
  get position(): number {
    return this.#position;
  }

  /** u(1) as a truth value. */
  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** u(count), at most 32. */
  bits(count: number): number {
    if (this.#position + count > this.#bytes.length * 8) {
      this.#failed = true;
      return 0;
    }
    let value = 0;
    for (let index = 0; index < count; index++) {
      const byte = this.#bytes[this.#position >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.#position & 7))) & 1);
      this.#position++;
    }
    return value;
  }

  /** ue(v). */
  unsigned(): number {
    let zeros = 0;
    while (!this.#failed && this.bits(1) === 0) zeros++;
    if (this.#failed || zeros > 31) {
      this.#failed = true;
      return 0;
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v). */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }
}
