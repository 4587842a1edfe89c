import { encodeFeedHeader, type FeedEnd, type FeedFrameType, type FeedGap } from '#core/contracts';
import { type InitSegment, type Part, ticksToUs } from '../fmp4/index.ts';
import type { FeedCounters } from './feed-counters.ts';
import type { FeedSocket } from './feed-socket.ts';
import type { FeedViewer } from './stream-feed.ts';

export interface FeedSubscriptionOptions {
  /** The client's number for it. */
  readonly streamId: number;
  readonly socket: FeedSocket;
  readonly bufferedBytesMax: number;
  readonly counters: FeedCounters;
  /** The stream closed by itself. */
  readonly onClosed: () => void;
}

const NOTHING = { keyFrame: false, discontinuity: false, capturedAtUs: 0, durationUs: 0 } as const;

/**
 * One stream on one socket.
 * F1 the first part sent begins with a key frame, and so does the first after a skip.
 * F2 a part is sent only behind the init segment it needs.
 * F3 a part that finds the socket over its limit is not sent, nor is any other before the next key frame.
 * F4 sequence numbers count what was sent and what was skipped, so that a hole tells of a skip.
 */
export class FeedSubscription implements FeedViewer {
  readonly #options: FeedSubscriptionOptions;
  /** Called with every part that is sent. */
  record: () => void = () => {};
  #sequence = 0;
  #sentInitId: number | null = null;
  #needsKeyFrame = true;
  #skipped = false;
  #unsentGap: FeedGap | null = null;

  constructor(options: FeedSubscriptionOptions) {
    this.#options = options;
  }

  part(part: Part, init: InitSegment): void {
    this.#unsentGap = null;
    if ((this.#needsKeyFrame && !part.independent) || this.#overloaded()) {
      this.#skip();
      return;
    }
    if (this.#sentInitId !== init.id) {
      this.#send('init', init.bytes, NOTHING);
      this.#sentInitId = init.id;
    }
    this.#sendPart(part, {
      keyFrame: part.independent,
      discontinuity: part.discontinuity || this.#skipped,
      capturedAtUs: part.capturedAtUs,
      durationUs: ticksToUs(part.durationTicks),
    });
    this.#needsKeyFrame = false;
    this.#skipped = false;
    this.record();
  }

  gap(gap: FeedGap): void {
    // Told again when the socket has room: a flapping source must not fill a socket that nobody reads.
    this.#unsentGap = this.#overloaded() ? gap : null;
    if (this.#unsentGap === null) this.#send('gap', json(gap), NOTHING);
  }

  closed(): void {
    this.#options.onClosed();
  }

  /** Sends what had to wait for room. */
  retry(): void {
    if (this.#unsentGap !== null) this.gap(this.#unsentGap);
  }

  /** Tells the client that nothing more comes. */
  end(end: FeedEnd): void {
    this.#send('end', json(end), NOTHING);
  }

  #overloaded(): boolean {
    return this.#options.socket.bufferedBytes > this.#options.bufferedBytesMax;
  }

  #skip(): void {
    this.#needsKeyFrame = true;
    // Before the first part there is nothing to leave a hole in.
    if (this.#sentInitId === null) return;
    this.#skipped = true;
    this.#sequence = next(this.#sequence);
    this.#options.counters.framesSkipped += 1;
  }

  #send(type: FeedFrameType, payload: Uint8Array, about: FrameFields): void {
    this.#options.socket.send(this.#nextHeader(type, payload, about), payload);
  }

  #sendPart({ memory }: Part, about: FrameFields): void {
    this.#options.socket.sendPooled(this.#nextHeader('part', memory.bytes, about), memory);
  }

  #nextHeader(type: FeedFrameType, payload: Uint8Array, about: FrameFields): Uint8Array {
    const { streamId, counters } = this.#options;
    const header = encodeFeedHeader({ ...about, type, streamId, sequence: this.#sequence });
    this.#sequence = next(this.#sequence);
    counters.framesSent += 1;
    counters.bytesSent += header.byteLength + payload.byteLength;
    return header;
  }
}

interface FrameFields {
  readonly keyFrame: boolean;
  readonly discontinuity: boolean;
  readonly capturedAtUs: number;
  readonly durationUs: number;
}

function next(sequence: number): number {
  return (sequence + 1) % 0x1_0000_0000;
}

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
