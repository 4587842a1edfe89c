import { assertNever } from '#core/kit';
import {
  DOLLAR,
  FRAME_HEADER_BYTES,
  frameSize,
  matchOpening,
  parseRtspItem,
  type RtspGrammarPlace,
} from './parse-rtsp-item.ts';
import type { RtspMessage } from './rtsp-message.ts';

/** Receives what the reader finds, in the order of the stream. Messages are the receiver's; frames are lent to it. */
export interface RtspReaderSink {
  message(message: RtspMessage): void;
  /** The payload is what `bytes` has from `start` to before `end`; it is good until this returns. */
  interleaved(channel: number, bytes: Uint8Array, start: number, end: number): void;
  /** The stream left the grammar here; the reader is already searching for the next item. */
  invalid(where: RtspGrammarPlace): void;
  /** So many bytes belonged to no item. */
  skipped(bytes: number): void;
}

const CR = 0x0d;
const LF = 0x0a;
/** A message may need far more for once; a frame does not. */
const KEPT_BYTES_MAX = 128 * 1024;
const NOTHING = new Uint8Array(0);

/**
 * Cuts a byte stream into RTSP messages and interleaved frames, however it is split into chunks.
 *
 * Frames are handed on where they lie in their chunk; only one that lies across two chunks is copied. Garbage (Q1:
 * bluenviron/gortsplib #653) is skipped up to the next `$`, `RTSP/` or method name. While searching, a `$` counts only
 * if the channel is one `expectsChannel` knows and the payload starts like RTP version 2, since one
 * byte in 256 of anything is a `$`. Nothing here depends on where the chunks are cut.
 */
export class RtspReader {
  readonly #sink: RtspReaderSink;
  readonly #expectsChannel: (channel: number) => boolean;
  /** Bytes not yet consumed, or an item that is being put together; used again for the next. */
  #pending: Uint8Array = NOTHING;
  #pendingLength = 0;
  /** How many bytes the pending item has in all; null while that is unknown. */
  #wanted: number | null = null;
  #searching = false;

  constructor(sink: RtspReaderSink, expectsChannel: (channel: number) => boolean) {
    this.#sink = sink;
    this.#expectsChannel = expectsChannel;
  }

  /** Takes the next chunk of the stream, of which nothing is kept. */
  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (this.#pendingLength > 0 && rest.length > 0) {
      const taken = this.#wanted === null ? rest.length : this.#wanted - this.#pendingLength;
      this.#append(rest.subarray(0, taken));
      rest = rest.subarray(taken);
      this.#drainPending();
    }
    if (rest.length === 0) return;
    const consumed = this.#consume(rest);
    if (consumed < rest.length) this.#keep(rest.subarray(consumed));
  }

  #append(bytes: Uint8Array): void {
    const length = this.#pendingLength + bytes.length;
    if (length > this.#pending.length) {
      const grown = new Uint8Array(Math.max(this.#wanted ?? 0, length * 2));
      grown.set(this.#pending.subarray(0, this.#pendingLength));
      this.#pending = grown;
    }
    this.#pending.set(bytes, this.#pendingLength);
    this.#pendingLength = length;
  }

  #drainPending(): void {
    if (this.#wanted !== null && this.#pendingLength < this.#wanted) return;
    const held = this.#pending.subarray(0, this.#pendingLength);
    const consumed = this.#consume(held);
    if (consumed > 0) this.#keep(held.subarray(consumed));
  }

  /** Starts a new pending item. @param bytes may be the end of the last one */
  #keep(bytes: Uint8Array): void {
    this.#pendingLength = 0;
    if (this.#pending.length > KEPT_BYTES_MAX) this.#pending = NOTHING;
    if (bytes.length > 0) this.#append(bytes);
  }

  /** Hands out every whole item. @returns how many bytes are done with */
  #consume(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length) {
      if (this.#searching) {
        at = this.#search(bytes, at);
        if (this.#searching) return at;
      }
      if (bytes[at] === DOLLAR) {
        const end = at + frameSize(bytes, at);
        if (end > bytes.length) {
          this.#wanted = end - at;
          return at;
        }
        this.#sink.interleaved(bytes[at + 1] ?? 0, bytes, at + FRAME_HEADER_BYTES, end);
        at = end;
        continue;
      }
      const item = parseRtspItem(bytes, at);
      switch (item.kind) {
        case 'need_more':
          this.#wanted = item.size;
          return at;
        case 'message':
          at += item.size;
          this.#sink.message(item.message);
          break;
        case 'invalid':
          at += this.#leaveGrammar(bytes, at, item.where);
          break;
        default:
          assertNever(item);
      }
    }
    return at;
  }

  /** Empty lines between messages are harmless; anything else starts a search. @returns bytes passed over */
  #leaveGrammar(bytes: Uint8Array, at: number, where: RtspGrammarPlace): number {
    if (where === 'start' && (bytes[at] === CR || bytes[at] === LF)) return 1;
    this.#sink.invalid(where);
    this.#sink.skipped(1);
    this.#searching = true;
    return 1;
  }

  /** @returns where the next item starts (and ends the search), or how far everything is surely garbage */
  #search(bytes: Uint8Array, start: number): number {
    let at = start;
    for (; at < bytes.length; at++) {
      const found = bytes[at] === DOLLAR ? this.#matchFrame(bytes, at) : matchOpening(bytes, at);
      if (found === 'no') continue;
      if (found === 'yes') this.#searching = false;
      else this.#wanted = null;
      break;
    }
    if (at > start) this.#sink.skipped(at - start);
    return at;
  }

  #matchFrame(bytes: Uint8Array, at: number): 'yes' | 'maybe' | 'no' {
    const channel = bytes[at + 1];
    if (channel === undefined) return 'maybe';
    if (!this.#expectsChannel(channel)) return 'no';
    const firstByte = bytes[at + FRAME_HEADER_BYTES];
    if (firstByte === undefined) return 'maybe';
    return firstByte >> 6 === 2 ? 'yes' : 'no';
  }
}
