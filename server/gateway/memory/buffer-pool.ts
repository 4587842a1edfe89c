/** Capacities are whole pages, so that buffers of nearly the same size fit each other's bytes. */
const PAGE_BYTES = 4_096;
/** How much larger than needed a free buffer may be: what is beyond is of no use to anybody meanwhile. */
const FIT = 1.25;
/**
 * What waits to be used again is bounded, by a share of what is held; more is freed. A stream forgets about an eighth of its
 * parts at once; one whose parts have ever new sizes would else keep many that fit nothing.
 */
const FREE_SHARE = 1 / 8;
const FREE_BYTES_MIN = 64 * 1024;

/**
 * Buffers for the parts of one stream, used again when nobody holds them any more. Left to themselves, parts are so many
 * megabytes a second outside V8's heap that it collects everything each second to find those that are over.
 *
 * A pool belongs to one stream, so that memory let go too early becomes a later picture of the same camera; only what is
 * freed may be anybody's next. Who hands memory to the network therefore lets go when the network says that it has it.
 */
export class BufferPool {
  /** Longest free first. */
  readonly #free: OwnBuffer[] = [];
  #freeBytes = 0;
  #heldBytes = 0;
  #closed = false;

  /** @returns a buffer of that size with anything in it, held once */
  take(byteLength: number): PooledBuffer {
    const memory = this.#takeFree(byteLength) ?? allocate(byteLength);
    this.#heldBytes += memory.length;
    return new PooledBuffer(memory.subarray(0, byteLength), () => this.#giveBack(memory));
  }

  /** Nothing will be taken any more: what is free is freed, and what is held as soon as it is given back. */
  close(): void {
    this.#closed = true;
    this.#freeBeyond(0);
  }

  /** The smallest that fits. */
  #takeFree(byteLength: number): OwnBuffer | null {
    let best = -1;
    let bestLength = byteLength * FIT + PAGE_BYTES;
    for (const [index, { length }] of this.#free.entries()) {
      if (length < byteLength || length > bestLength) continue;
      best = index;
      bestLength = length;
    }
    return best === -1 ? null : this.#removeFree(best);
  }

  #giveBack(memory: OwnBuffer): void {
    this.#heldBytes -= memory.length;
    this.#free.push(memory);
    this.#freeBytes += memory.length;
    this.#freeBeyond(this.#closed ? 0 : Math.max(FREE_BYTES_MIN, this.#heldBytes * FREE_SHARE));
  }

  #freeBeyond(mostBytes: number): void {
    while (this.#freeBytes > mostBytes) free(this.#removeFree(0));
  }

  #removeFree(index: number): OwnBuffer | null {
    const [memory = null] = this.#free.splice(index, 1);
    this.#freeBytes -= memory?.length ?? 0;
    return memory;
  }
}

/** Of memory that nobody else has a part of. */
type OwnBuffer = Buffer<ArrayBuffer>;

/** From neither Node's shared pool, which would be kept as long as the part is, nor cleared: all of it is written. */
function allocate(byteLength: number): OwnBuffer {
  return Buffer.allocUnsafeSlow(Math.ceil(byteLength / PAGE_BYTES) * PAGE_BYTES);
}

/**
 * At once, by taking the memory out of the buffer: the garbage collector sees no more than the buffer's few bytes, and would
 * come when gigabytes of them have gathered.
 */
function free(memory: OwnBuffer | null): void {
  memory?.buffer.transfer(0);
}

/**
 * Bytes whose memory is used again, or freed, when the last who holds them lets go. To forget that costs a buffer, which the
 * garbage collector then finds; to read on afterwards reads later pictures of the same camera, or nothing.
 */
export class PooledBuffer {
  readonly bytes: Buffer;
  readonly #giveBack: () => void;
  #holders = 1;

  /** @param giveBack called once, when nobody holds it any more */
  constructor(bytes: Buffer, giveBack: () => void) {
    this.bytes = bytes;
    this.#giveBack = giveBack;
  }

  /** One more holds it. @throws if nobody did any more */
  retain(): void {
    if (this.#holders <= 0) throw new Error('a buffer that may be in use again cannot be held');
    this.#holders += 1;
  }

  /** One who held it does no more. @throws if nobody did */
  release(): void {
    if (this.#holders <= 0) throw new Error('a buffer that nobody holds was released');
    this.#holders -= 1;
    if (this.#holders === 0) this.#giveBack();
  }
}
