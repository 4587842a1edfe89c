import type { FeedGap } from '#core/contracts';
import type { InitSegment, PackagerSink, Part } from '../fmp4/index.ts';

/**
 * One who watches a stream over the feed. Must not throw or block; it is called from the media path. A part is held until `part`
 * returns.
 */
export interface FeedViewer {
  part(part: Part, init: InitSegment): void;
  /** No pictures flow just now, and why. */
  gap(gap: FeedGap): void;
  /** The stream is over. */
  closed(): void;
}

/** A late viewer gets no more than this at once; it waits for the next key frame instead. */
const CATCH_UP_BYTES = 16 * 1024 * 1024;

/** Fans one stream out to its viewers, and keeps what came since the last key frame for those who come next. */
export class StreamFeed implements PackagerSink {
  readonly #viewers = new Set<FeedViewer>();
  #init: InitSegment | null = null;
  #sinceKeyFrame: Part[] = [];
  #byteLength = 0;
  #gap: FeedGap | null = null;
  #closed = false;

  get viewers(): number {
    return this.#viewers.size;
  }

  init(init: InitSegment): void {
    this.#init = init;
    this.#forget();
  }

  part(part: Part): void {
    if (this.#init === null) return;
    this.#gap = null;
    if (part.independent) this.#forget();
    // Without its key frame a group of pictures is of no use.
    if (part.independent || this.#sinceKeyFrame.length > 0) this.#keep(part);
    for (const viewer of this.#viewers) viewer.part(part, this.#init);
  }

  /** The source's state changed. Being live needs no word: pictures say it. */
  status(status: FeedGap): void {
    this.#gap = status.state === 'live' ? null : status;
    if (this.#gap !== null) for (const viewer of this.#viewers) viewer.gap(this.#gap);
  }

  /** Adds a viewer and gives it, at once, everything since the last key frame. */
  join(viewer: FeedViewer): void {
    if (this.#closed) {
      viewer.closed();
      return;
    }
    this.#viewers.add(viewer);
    if (this.#init !== null) for (const part of this.#sinceKeyFrame) viewer.part(part, this.#init);
    if (this.#gap !== null) viewer.gap(this.#gap);
  }

  leave(viewer: FeedViewer): void {
    this.#viewers.delete(viewer);
  }

  close(): void {
    this.#closed = true;
    this.#forget();
    for (const viewer of [...this.#viewers]) viewer.closed();
    this.#viewers.clear();
  }

  #keep(part: Part): void {
    part.memory.retain();
    this.#sinceKeyFrame.push(part);
    this.#byteLength += part.bytes.byteLength;
    if (this.#byteLength > CATCH_UP_BYTES) this.#forget();
  }

  #forget(): void {
    for (const { memory } of this.#sinceKeyFrame) memory.release();
    this.#sinceKeyFrame = [];
    this.#byteLength = 0;
  }
}
