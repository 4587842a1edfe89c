/**
 * Writes ISO BMFF boxes (ISO/IEC 14496-12, 4.2) into one buffer of known size, patching each box's length when
 * its body is done. All numbers are big-endian.
 */
export class BoxWriter {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  /** @param bytes to be written into; writing past them throws a RangeError */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How much was written. */
  get length(): number {
    return this.#at;
  }

  /** What was written, as a view. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** A box of a four-character type, whose body is what `body` writes. */
  box(type: string, body: () => void): void {
    const start = this.#at;
    this.u32(0);
    this.text(type);
    body();
    this.#view.setUint32(start, this.#at - start);
  }

  /** A box that begins with a version and 24 bits of flags (14496-12, 4.2.2). */
  fullBox(type: string, version: number, flags: number, body: () => void): void {
    this.box(type, () => {
      this.u32(version * 0x100_0000 + flags);
      body();
    });
  }

  u8(value: number): void {
    this.#view.setUint8(this.#at, value);
    this.#at += 1;
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value);
    this.#at += 2;
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value);
    this.#at += 4;
  }

  /** A signed number. */
  i32(value: number): void {
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  /** A non-negative safe integer as 64 bits. */
  u64(value: number): void {
    this.u32(Math.floor(value / 0x1_0000_0000));
    this.u32(value % 0x1_0000_0000);
  }

  /** ASCII characters, one byte each, without a terminator. */
  text(value: string): void {
    for (let i = 0; i < value.length; i++) this.u8(value.charCodeAt(i));
  }

  zeros(count: number): void {
    this.#bytes.fill(0, this.#at, this.#at + count);
    this.#at += count;
  }

  bytes(value: Uint8Array): void {
    this.#bytes.set(value, this.#at);
    this.#at += value.byteLength;
  }
}
