import { parseRequest, type RequestError, type RtspRequest } from './request.ts';

const DOLLAR = 0x24;
const INTERLEAVED_HEADER_BYTES = 4;
const MAX_HEAD_BYTES = 16 * 1024;
const MAX_BODY_BYTES = 64 * 1024;
const END_OF_HEAD = '\r\n\r\n';

/** What comes from a client: requests, and between them its RTCP packets as interleaved frames. */
export type ClientInput =
  | { readonly kind: 'request'; readonly request: RtspRequest }
  | { readonly kind: 'interleaved'; readonly channel: number; readonly packet: Buffer }
  /** Not RTSP; the reader takes nothing more. */
  | { readonly kind: 'invalid'; readonly error: RequestError | 'too_long' };

/** Cuts a client's byte stream into requests and interleaved frames, RFC 2326 10.12. */
export class RequestReader {
  #pending: Buffer = Buffer.alloc(0);
  #broken = false;

  /** Takes what arrived, however it was split, and returns what is complete. */
  push(chunk: Buffer): ClientInput[] {
    const inputs: ClientInput[] = [];
    if (this.#broken) return inputs;
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (let input = this.#next(); input !== null; input = this.#next()) {
      inputs.push(input);
      this.#broken = input.kind === 'invalid';
      if (this.#broken) break;
    }
    return inputs;
  }

  #next(): ClientInput | null {
    if (this.#pending.length === 0) return null;
    return this.#pending[0] === DOLLAR ? this.#nextFrame() : this.#nextRequest();
  }

  #nextFrame(): ClientInput | null {
    if (this.#pending.length < INTERLEAVED_HEADER_BYTES) return null;
    const end = INTERLEAVED_HEADER_BYTES + this.#pending.readUInt16BE(2);
    if (this.#pending.length < end) return null;
    const channel = this.#pending.readUInt8(1);
    return { kind: 'interleaved', channel, packet: this.#take(end).subarray(INTERLEAVED_HEADER_BYTES) };
  }

  #nextRequest(): ClientInput | null {
    const headBytes = this.#pending.indexOf(END_OF_HEAD);
    if (headBytes > MAX_HEAD_BYTES || (headBytes < 0 && this.#pending.length > MAX_HEAD_BYTES)) {
      return { kind: 'invalid', error: 'too_long' };
    }
    if (headBytes < 0) return null;
    const parsed = parseRequest(this.#pending.toString('latin1', 0, headBytes));
    if (!parsed.ok) return { kind: 'invalid', error: parsed.error };
    const bodyBytes = Number(parsed.value.headers.get('content-length') ?? 0);
    if (!Number.isInteger(bodyBytes) || bodyBytes < 0) return { kind: 'invalid', error: 'bad_header' };
    if (bodyBytes > MAX_BODY_BYTES) return { kind: 'invalid', error: 'too_long' };
    const end = headBytes + END_OF_HEAD.length + bodyBytes;
    if (this.#pending.length < end) return null;
    this.#take(end);
    return { kind: 'request', request: parsed.value };
  }

  #take(bytes: number): Buffer {
    const taken = this.#pending.subarray(0, bytes);
    this.#pending = this.#pending.subarray(bytes);
    return taken;
  }
}
