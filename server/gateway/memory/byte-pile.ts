const FIRST_BYTES = 2_048;
/** What a rare huge picture needed is given back; what most streams' key frames need is kept. */
const KEPT_BYTES_MAX = 1_024 * 1_024;
const UINT32_BYTES = 4;

/**
 * Bytes put one behind the other, in memory that is used again after `clear`: views of it are good until then. The media
 * path copies into piles in place of keeping slices of what came, so that nothing of a picture is left to the garbage
 * collector.
 */
export class BytePile {
  #memory = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All of it. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** @returns the copy */
  append(bytes: Uint8Array): Uint8Array {
    const start = this.#length;
    this.#makeRoom(bytes.length);
    this.#memory.set(bytes, start);
    this.#length += bytes.length;
    return this.#memory.subarray(start, this.#length);
  }

  appendUint32(value: number): void {
    this.#makeRoom(UINT32_BYTES);
    this.#length = this.#memory.writeUInt32BE(value, this.#length);
  }

  /** Begins anew. */
  clear(): void {
    this.#length = 0;
    if (this.#memory.length > KEPT_BYTES_MAX) this.#memory = Buffer.alloc(0);
  }

  /** Earlier views stay good: they have the memory that is left behind. */
  #makeRoom(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#memory.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, wanted + (wanted >> 1)));
    grown.set(this.bytes);
    this.#memory = grown;
  }
}
