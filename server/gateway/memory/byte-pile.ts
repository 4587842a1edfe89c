const FIRST_BYTES = 2_048;
/** What a rare huge picture needed is given back; what most streams' key frames need is kept. */
const KEPT_BYTES_MAX = 1_024 * 1_024;
const UINT32_BYTES = 4;
const NOTHING = new Uint8Array(0);

/**
 * Bytes put one behind the other, in memory that is used again after `clear`: views of it are good until then. The media
 * path copies into piles in place of keeping slices of what came, so that nothing of a picture is left to the garbage
 * collector.
 */
export class BytePile {
  #memory = NOTHING;
  #length = 0;
  readonly #overwritten: number[] = [];

  get length(): number {
    return this.#length;
  }

  /** All of it. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** @param from how much of `bytes` is left out at the beginning; a few */
  append(bytes: Uint8Array, from = 0): void {
    const start = this.#length - from;
    if (start < 0) {
      this.append(bytes.subarray(from));
      return;
    }
    this.#makeRoom(bytes.length);
    const memory = this.#memory;
    // What is left out is written too, and what was there put back: a view without it would take longer to make.
    for (let i = 0; i < from; i++) this.#overwritten[i] = memory[start + i] ?? 0;
    memory.set(bytes, start);
    for (let i = 0; i < from; i++) memory[start + i] = this.#overwritten[i] ?? 0;
    this.#length = start + bytes.length;
  }

  /** As `append`. @returns the copy */
  keep(bytes: Uint8Array): Uint8Array {
    const start = this.#length;
    this.append(bytes);
    return this.#memory.subarray(start, this.#length);
  }

  appendUint32(value: number): void {
    this.#makeRoom(UINT32_BYTES);
    const memory = this.#memory;
    memory[this.#length++] = value >>> 24;
    memory[this.#length++] = value >>> 16;
    memory[this.#length++] = value >>> 8;
    memory[this.#length++] = value;
  }

  /** Begins anew. */
  clear(): void {
    this.#length = 0;
    if (this.#memory.length > KEPT_BYTES_MAX) this.#memory = NOTHING;
  }

  /** Earlier views stay good: they have the memory that is left behind. */
  #makeRoom(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#memory.length) return;
    // No `Buffer`: views of those take longer to make.
    const grown = new Uint8Array(Math.max(FIRST_BYTES, wanted + (wanted >> 1)));
    grown.set(this.bytes);
    this.#memory = grown;
  }
}
