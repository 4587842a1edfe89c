const INTERLEAVED_HEADER_BYTES = 4;
const DOLLAR = 0x24;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * RTP packets that belong together (those of one access unit), made once for everyone who watches. In memory they
 * lie as they go over RTSP's own connection on channel 0 (RFC 2326 10.12): `$`, channel, length, packet.
 */
export class PacketBatch {
  readonly #stream: Buffer;
  readonly #packets: readonly Span[];

  constructor(stream: Buffer, packets: readonly Span[]) {
    this.#stream = stream;
    this.#packets = packets;
  }

  /** How much goes over the wire. */
  get byteLength(): number {
    return this.#stream.length;
  }

  /** The bytes for a viewer that set up `channel`; shared between viewers, not to be changed. */
  interleaved(channel: number): Buffer {
    if (channel === 0) return this.#stream;
    const copy = Buffer.from(this.#stream);
    for (const { start } of this.#packets) copy[start - INTERLEAVED_HEADER_BYTES + 1] = channel;
    return copy;
  }

  /** The packets alone, as they go over UDP; views, not to be changed. */
  packets(): Buffer[] {
    return this.#packets.map(({ start, end }) => this.#stream.subarray(start, end));
  }
}

/** Lays out a batch. */
export class PacketBatchWriter {
  #stream: Buffer;
  #length = 0;
  readonly #packets: Span[] = [];

  /** @param capacityBytes what will be written at most, the headers of `spaceFor` included */
  constructor(capacityBytes: number) {
    this.#stream = Buffer.allocUnsafe(capacityBytes);
  }

  /** How much room a packet takes. */
  static spaceFor(packetBytes: number): number {
    return INTERLEAVED_HEADER_BYTES + packetBytes;
  }

  /** Opens a packet of exactly `packetBytes` and returns the place to write it to. */
  packet(packetBytes: number): Buffer {
    const start = this.#length + INTERLEAVED_HEADER_BYTES;
    const end = start + packetBytes;
    this.#stream.writeUInt16BE((DOLLAR << 8) | 0, this.#length);
    this.#stream.writeUInt16BE(packetBytes, this.#length + 2);
    this.#packets.push({ start, end });
    this.#length = end;
    return this.#stream.subarray(start, end);
  }

  /** Bytes between the packets that belong to none; a viewer over UDP never sees them. */
  noise(bytes: Uint8Array): void {
    this.#stream.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  finish(): PacketBatch {
    return new PacketBatch(this.#stream.subarray(0, this.#length), this.#packets);
  }
}
