import type { AccessUnitSink } from './aac-depacketizer.ts';
import type { LatmPayloadFormat } from './latm-payload-format.ts';

const ELEMENT_BYTES_MAX = 65_536;
/** A length goes on behind it (ISO/IEC 14496-3, 1.7.3.1). */
const MORE = 255;

/** Takes frames out of AudioMuxElements without their configuration (ISO/IEC 14496-3, 1.7.3; RFC 6416, 6.1). */
export class LatmDepacketizer {
  readonly #format: LatmPayloadFormat;
  readonly #sink: AccessUnitSink;
  #pieces: Uint8Array[] = [];
  #byteLength = 0;
  #ticks = 0;

  constructor(format: LatmPayloadFormat, sink: AccessUnitSink) {
    this.#format = format;
    this.#sink = sink;
  }

  /** Takes in one payload. The marker stands on the last of an element, all of which have one time stamp. */
  push(payload: Uint8Array, ticks: number, marker: boolean): void {
    const isOther = this.#pieces.length > 0 && ticks !== this.#ticks;
    if (isOther || this.#byteLength + payload.length > ELEMENT_BYTES_MAX) {
      this.loss();
      this.#sink.malformed();
    }
    this.#ticks = ticks;
    this.#pieces.push(payload);
    this.#byteLength += payload.length;
    if (!marker) return;
    const [first] = this.#pieces;
    const element = this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
    this.loss();
    this.#split(element);
  }

  /** Packets are missing: what was being joined cannot be completed. */
  loss(): void {
    this.#pieces = [];
    this.#byteLength = 0;
  }

  #split(element: Uint8Array): void {
    let at = 0;
    for (let index = 0; index < this.#format.frames; index++) {
      let size = 0;
      let byte = MORE;
      while (byte === MORE && at < element.length) {
        byte = element[at++] ?? 0;
        size += byte;
      }
      if (byte === MORE || size === 0 || at + size > element.length) {
        this.#sink.malformed();
        return;
      }
      this.#sink.accessUnit(element.subarray(at, at + size), index);
      at += size;
    }
  }
}
