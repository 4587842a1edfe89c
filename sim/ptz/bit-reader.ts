/** Reads the bit strings of ITU-T H.264 clause 7.2 and 9.1, most significant bit first. Past the end there are zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bits have been read. */
  get position(): number {
    return this.#position;
  }

  /** u(n): `width` bits, at most 32. */
  bits(width: number): number {
    let value = 0;
    for (let i = 0; i < width; i++) {
      const octet = this.#bytes[this.#position >> 3] ?? 0;
      value = value * 2 + ((octet >> (7 - (this.#position & 7))) & 1);
      this.#position++;
    }
    return value;
  }

  /** ue(v): unsigned Exp-Golomb. @throws when it is longer than any the standard has */
  ue(): number {
    let zeros = 0;
    while (this.bits(1) === 0) {
      zeros++;
      if (zeros > 31) throw new RangeError('not an Exp-Golomb code');
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v): signed Exp-Golomb. */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2;
  }
}
